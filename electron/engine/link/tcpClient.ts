import { connect, type Socket } from 'node:net';
import { formatHostAndPort } from '../../../shared/model/address.ts';
import { addressOf } from './address.ts';
import { neverOpened } from './neverOpened.ts';
import type { EndpointSink, LinkContext, LinkOutcome, Opener } from './link.ts';
import { describeProblem } from './networkProblems.ts';
import { TcpLink } from './tcpLink.ts';

/** 64 KiB is what Node reads at once without being asked: chunks come out as they would anyway. */
const readBufferBytes = 64 * 1024;

/** Connects to a TCP server. */
export const openTcpClient: Opener<'tcp-client'> = (definition, sink, context) => {
  const address = addressOf('tcp-client', definition.address);
  if (!address.ok) return neverOpened(address.problem, sink, context);
  const { host, port } = address.value;
  // One buffer for all that comes: a link's bytes are recorded before the next ones are read, so none has to be made for each chunk.
  const socket = connect({
    host,
    port,
    allowHalfOpen: true,
    noDelay: true,
    onread: {
      buffer: new Uint8Array(readBufferBytes),
      callback: (size, bytes) => {
        connecting.received(size === bytes.length ? bytes : bytes.subarray(0, size));
        return true;
      },
    },
  });
  const connecting = new TcpConnecting(socket, formatHostAndPort(host, port), definition.connectTimeoutMs);
  connecting.run(sink, context);
  return { close: () => connecting.close() };
};

/** From the first SYN to the link, or to the reason why there is none. */
class TcpConnecting {
  private readonly socket: Socket;
  private readonly where: string;
  private readonly timeoutMs: number;
  private readonly timer: NodeJS.Timeout;
  private link: TcpLink | undefined;
  private cancelled = false;
  private timedOut = false;
  private problem: Error | undefined;

  constructor(socket: Socket, where: string, timeoutMs: number) {
    this.socket = socket;
    this.where = where;
    this.timeoutMs = timeoutMs;
    this.timer = setTimeout(() => {
      this.timedOut = true;
      socket.destroy();
    }, timeoutMs);
  }

  run(sink: EndpointSink, context: LinkContext): void {
    const failed = (error: Error): void => {
      this.problem = error;
    };
    const closed = (): void => {
      clearTimeout(this.timer);
      sink.closed(this.failure(), context.clock.nowUs());
    };
    this.socket.once('error', failed);
    this.socket.once('close', closed);
    this.socket.once('connect', () => {
      const atUs = context.clock.nowUs();
      clearTimeout(this.timer);
      this.socket.off('close', closed);
      this.link = new TcpLink(this.socket, context, sink, atUs, (outcome, at) => sink.closed(outcome, at));
      this.socket.off('error', failed);
    });
  }

  /** Nothing is read before the link is there: a socket reads after it has told that it is connected. */
  received(bytes: Uint8Array): void {
    this.link?.received(bytes);
  }

  close(): void {
    if (this.link) {
      this.link.close();
      return;
    }
    this.cancelled = true;
    this.socket.destroy();
  }

  private failure(): LinkOutcome {
    if (this.cancelled) return { clean: true, reason: 'Cancelled while connecting.' };
    if (this.timedOut) {
      return {
        clean: false,
        reason: `${this.where} did not answer within ${this.timeoutMs / 1000} s. Check host and port, or allow more time in the options.`,
      };
    }
    return { clean: false, reason: describeProblem(this.problem ?? new Error('closed'), this.where) };
  }
}
