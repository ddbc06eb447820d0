import type { Socket } from 'node:dgram';
import { codeOf } from '../../../../shared/base/errors.ts';
import { formatCount } from '../../../../shared/base/quantity.ts';
import { largestDatagramBytes } from '../../../../shared/model/datagramSize.ts';
import { datagramProblem } from '../../../../shared/model/messageProblem.ts';
import type { OutgoingMessage } from '../../../../shared/model/sending.ts';
import type { Clock } from '../../base/deps.ts';
import type { Link, LinkSink } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { problemOf } from '../networkProblems.ts';
import type { PendingSends } from './pendingSends.ts';

/** Whom the link is for, and whom it reports to. */
interface UdpLinkParts {
  /** `host:port`. */
  readonly remote: string;
  /** Where each datagram goes; null when the socket is connected there. */
  readonly target: { readonly address: string; readonly port: number } | null;
  readonly version: 4 | 6;
  readonly canBroadcast: boolean;
  /** The pending sends of all links of the socket. */
  readonly pending: PendingSends;
  /** Called with the system's report about earlier datagrams, in a sentence. */
  readonly undelivered: (message: string, code: string) => void;
  readonly closed: () => void;
}

/** 3 attempts: each pending error is reported once, and while the peer refuses, there is hardly more than one. */
const handAttempts = 3;

/** One remote address of a UDP socket. There is no connection behind it: it opens with the first datagram and ends on request. */
export class UdpLink implements Link {
  private readonly socket: Socket;
  private readonly clock: Clock;
  private readonly parts: UdpLinkParts;
  private sink: LinkSink | undefined;
  private ended = false;
  private lastHanded: Promise<void> = Promise.resolve();

  constructor(socket: Socket, clock: Clock, parts: UdpLinkParts) {
    this.socket = socket;
    this.clock = clock;
    this.parts = parts;
  }

  get isOver(): boolean {
    return this.ended;
  }

  open(sink: LinkSink): void {
    this.sink = sink;
  }

  received(bytes: Uint8Array, atUs: number): void {
    this.sink?.payload({ kind: 'data', direction: 'in', bytes, atUs, note: null });
  }

  refusal({ bytes }: OutgoingMessage): LinkProblem | null {
    const { remote, version } = this.parts;
    if (this.ended) return gone(remote);
    return bytes.length > largestDatagramBytes[version]
      ? new LinkProblem(describeTooLong(bytes.length, remote, version), { code: 'EMSGSIZE' })
      : null;
  }

  send({ bytes }: OutgoingMessage): Promise<void> {
    return this.parts.pending.track(this.sendInTurn(bytes));
  }

  /** UDP cannot hold a peer: arrivals are reported all the same, and a receiver that cannot keep them counts them. */
  pause(): void {
    return;
  }

  resume(): void {
    return;
  }

  close(): void {
    this.finish(
      this.parts.target ? 'Forgotten; the next datagram from this address opens it again.' : 'Disconnected.',
    );
  }

  finish(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.sink?.closed({ clean: true, reason }, this.clock.nowUs());
    this.parts.closed();
  }

  private sendInTurn(bytes: Uint8Array): Promise<void> {
    if (this.parts.target) return this.hand(bytes).catch((error) => this.refuse(error, bytes.length));
    // One after the other, so that nothing overtakes a datagram that must be handed over again.
    const handed = this.lastHanded.then(() => this.handConnected(bytes));
    this.lastHanded = handed.catch(() => undefined);
    return handed;
  }

  /**
   * A connected socket answers a send with the error of an earlier datagram, and then does not send. So the error is reported for that
   * earlier one, and the datagram, which has never left, is handed over again.
   */
  private async handConnected(bytes: Uint8Array): Promise<void> {
    const { remote, undelivered } = this.parts;
    let isEarlierTooLong = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.hand(bytes);
        if (isEarlierTooLong) undelivered(describeLostOnTheWay(remote), 'EMSGSIZE');
        return;
      } catch (error) {
        const code = codeOf(error);
        // For a length, only the second answer tells whether this datagram is the cause.
        const mayBeEarlier = code === 'ECONNREFUSED' || (code === 'EMSGSIZE' && !isEarlierTooLong);
        if (attempt === handAttempts || !mayBeEarlier) return this.refuse(error, bytes.length);
        if (code === 'EMSGSIZE') isEarlierTooLong = true;
        else undelivered(describeUnreachable(remote), 'ECONNREFUSED');
      }
    }
  }

  /** Rejects with the system's error. */
  private hand(bytes: Uint8Array): Promise<void> {
    const { remote, target } = this.parts;
    return new Promise((resolve, reject) => {
      const done = (error: Error | null): void => {
        if (error) reject(error);
        else resolve();
      };
      if (this.ended) done(gone(remote));
      else if (target) this.socket.send(bytes, target.port, target.address, done);
      else this.socket.send(bytes, done);
    });
  }

  private refuse(error: unknown, size: number): never {
    if (error instanceof LinkProblem) throw error;
    const { remote, version, canBroadcast } = this.parts;
    const code = codeOf(error) ?? null;
    if (code === 'EMSGSIZE')
      throw new LinkProblem(describeTooLong(size, remote, version), { code, cause: error });
    if (code === 'EACCES' && !canBroadcast) throw needsBroadcast(remote, error);
    throw new LinkProblem(problemOf(error, remote).reason, { code, cause: error });
  }
}

/** An ICMP “port unreachable” (RFC 792, RFC 4443 section 3.1) about a datagram that has left. */
export function describeUnreachable(remote: string): string {
  return `Nothing listens at ${remote} (port unreachable, ECONNREFUSED). Start the server, or check host and port.`;
}

/** An ICMP “fragmentation needed” (RFC 1191) or “packet too big” (RFC 4443, section 3.2) about a datagram that has left. */
export function describeLostOnTheWay(remote: string): string {
  return `A datagram to ${remote} was longer than a network on the way allows (path MTU, EMSGSIZE), and was lost. The system has noted the length; send it again, or in parts.`;
}

/** For EACCES of a send or a connect while SO_BROADCAST is off. */
export function needsBroadcast(remote: string, cause: unknown): LinkProblem {
  return new LinkProblem(
    `The system does not send to ${remote}: it is a broadcast address. Turn on “Broadcast” in the options, then open the connection again.`,
    { code: 'EACCES', field: 'socket.broadcast', cause },
  );
}

function gone(remote: string): LinkProblem {
  return new LinkProblem(`${remote} is no longer a peer of this socket.`);
}

function describeTooLong(size: number, remote: string, version: 4 | 6): string {
  return (
    datagramProblem(size, largestDatagramBytes[version])?.message ??
    `A datagram of ${formatCount(size)} bytes is longer than this system or the path to ${remote} allows (path MTU). Send it in parts.`
  );
}
