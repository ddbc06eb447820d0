import type { Socket } from 'node:net';
import type { Clock } from '../deps.ts';
import { endOf } from './address.ts';
import {
  closeTimeoutMs,
  LinkProblem,
  type EndpointSink,
  type Link,
  type LinkContext,
  type LinkFacts,
  type LinkOutcome,
  type LinkSink,
  type OutgoingMessage,
} from './link.ts';
import { describeProblem } from './networkProblems.ts';

/**
 * A connected TCP socket as a link (RFC 9293). The socket has to allow half-open connections: the peer's FIN is told as `ended`, and is
 * answered with ours when everything that was sent before it has left, as servers and clients of one request and one answer expect.
 */
export class TcpLink implements Link {
  private readonly socket: Socket;
  private readonly clock: Clock;
  private readonly sink: LinkSink;
  private readonly remote: string;
  private readonly ended: (outcome: LinkOutcome, atUs: number) => void;
  private closing = false;
  private peerEnded = false;
  private wasCut = false;
  private problem: Error | undefined;
  private closeTimer: NodeJS.Timeout | undefined;

  /** Takes over a socket that is connected just now. `ended` is told after the sink that the link is closed. */
  constructor(
    socket: Socket,
    { clock }: LinkContext,
    endpoint: EndpointSink,
    atUs: number,
    ended: (outcome: LinkOutcome, atUs: number) => void,
  ) {
    this.socket = socket;
    this.clock = clock;
    this.ended = ended;
    const facts = factsOf(socket);
    this.remote = facts.remote;
    this.sink = endpoint.linkOpened(this, facts, atUs);
    socket.on('data', (bytes) => this.received(bytes));
    socket.on('end', () => this.peerFinished());
    socket.on('error', (error) => {
      this.problem = error;
    });
    socket.on('close', () => this.closed());
  }

  send({ bytes }: OutgoingMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null): void => {
        if (error) reject(new LinkProblem(this.describeFailedSend(error)));
        else resolve();
      };
      // Writing after the end would destroy the socket, and with it what is still queued.
      if (this.socket.writable) this.socket.write(bytes, done);
      else done(new Error('The socket is not open for writing any more'));
    });
  }

  pause(): void {
    if (!this.closing) this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  close(): void {
    if (this.closing) return;
    this.closing = true;
    // The peer's FIN stands behind what it sent before, so that has to be read.
    this.socket.resume();
    this.socket.end();
    this.closeTimer = setTimeout(() => {
      this.wasCut = true;
      this.socket.destroy();
    }, closeTimeoutMs);
  }

  /** Told by the socket's `data`; by its owner, where that reads into a buffer of its own and there are no such events. */
  received(bytes: Uint8Array): void {
    const atUs = this.clock.nowUs();
    this.sink.frame({ kind: 'data', direction: 'in', bytes, atUs, note: null });
  }

  private peerFinished(): void {
    const atUs = this.clock.nowUs();
    this.peerEnded = true;
    this.sink.ended(atUs);
    // A turn later, so that an answer to the last bytes still goes out.
    setImmediate(() => this.socket.end());
  }

  private closed(): void {
    const atUs = this.clock.nowUs();
    clearTimeout(this.closeTimer);
    const outcome = this.outcome();
    this.sink.closed(outcome, atUs);
    this.ended(outcome, atUs);
  }

  private outcome(): LinkOutcome {
    if (this.problem) return { clean: this.closing, reason: describeProblem(this.problem, this.remote) };
    if (this.closing) {
      const cut = `Disconnected. ${this.remote} did not finish within ${closeTimeoutMs / 1000} seconds, so the connection was cut.`;
      return { clean: true, reason: this.wasCut ? cut : 'Disconnected.' };
    }
    return { clean: true, reason: `${this.remote} closed the connection.` };
  }

  private describeFailedSend(error: Error): string {
    if (this.problem) return describeProblem(this.problem, this.remote);
    if (this.peerEnded) return `${this.remote} has closed the connection, so nothing more can be sent.`;
    return this.closing
      ? 'The connection was closed before everything was sent.'
      : describeProblem(error, this.remote);
  }
}

function factsOf(socket: Socket): LinkFacts {
  return {
    local: endOf(socket.localAddress, socket.localPort),
    remote: endOf(socket.remoteAddress, socket.remotePort),
    subprotocol: null,
    note: null,
  };
}
