import type { Socket } from 'node:dgram';
import { codeOf } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { largestDatagramBytes } from '../../../shared/model/session.ts';
import type { Clock } from '../deps.ts';
import { LinkProblem, type Link, type LinkSink, type OutgoingMessage } from './link.ts';
import { describeProblem } from './networkProblems.ts';

/** Who the link is for, and whom it tells that it has ended. */
export interface UdpLinkParts {
  /** `host:port`. */
  readonly remote: string;
  /** Where each datagram goes; null when the socket is connected there. */
  readonly target: { readonly address: string; readonly port: number } | null;
  readonly closed: () => void;
}

/** One remote address of a UDP socket. There is no connection behind it: it opens with the first datagram and ends when it is told to. */
export class UdpLink implements Link {
  private readonly socket: Socket;
  private readonly clock: Clock;
  private readonly parts: UdpLinkParts;
  private sink: LinkSink | undefined;
  private ended = false;

  constructor(socket: Socket, clock: Clock, parts: UdpLinkParts) {
    this.socket = socket;
    this.clock = clock;
    this.parts = parts;
  }

  open(sink: LinkSink): void {
    this.sink = sink;
  }

  received(bytes: Uint8Array, atUs: number): void {
    this.sink?.frame({ kind: 'data', direction: 'in', bytes, atUs, note: null });
  }

  send({ bytes }: OutgoingMessage): Promise<void> {
    const { remote, target } = this.parts;
    return new Promise((resolve, reject) => {
      const done = (error: Error | null): void => {
        if (error) reject(new LinkProblem(describeFailedSend(error, bytes.length, remote)));
        else resolve();
      };
      if (this.ended) reject(new LinkProblem(`${remote} is not a peer of this socket any more.`));
      else if (target) this.socket.send(bytes, target.port, target.address, done);
      else this.socket.send(bytes, done);
    });
  }

  /** Nobody can be held over UDP: what comes is told, and whoever cannot keep it counts it. */
  pause(): void {
    return;
  }

  resume(): void {
    return;
  }

  close(): void {
    this.end(
      this.parts.target ? 'Forgotten; the next datagram from this address opens it again.' : 'Disconnected.',
    );
  }

  end(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.sink?.closed({ clean: true, reason }, this.clock.nowUs());
    this.parts.closed();
  }
}

function describeFailedSend(error: Error, size: number, remote: string): string {
  if (codeOf(error) !== 'EMSGSIZE') return describeProblem(error, remote);
  return `A UDP datagram holds at most ${formatCount(largestDatagramBytes)} bytes; this message has ${formatCount(size)}. Send it in parts.`;
}
