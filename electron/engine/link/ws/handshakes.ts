import { clientWarning, type Warn } from '../link.ts';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { endOf } from '../address.ts';
import { refusalText } from '../http/refusal.ts';

/** 10 s for a client's handshake; a slower client is disconnected. */
const handshakeTimeoutMs = 10_000;
/** 256 clients may be in their handshake at once; more are turned away, so that silent clients cannot use up this machine's sockets. */
const largestHandshakeCount = 256;
/** 96 KiB: the parser's 16 KiB for a request, and the piece of at most 64 KiB in which its end arrived. */
const largestHeadBytes = 98_304;

/** A client that has connected and is not a WebSocket (yet). */
class Candidate {
  readonly name: string;
  /** True once it needs no further report. */
  isTold = false;
  size = 0;
  private readonly head: Buffer[] = [];
  private readonly socket: Socket;
  private readonly deadline: NodeJS.Timeout;
  private readonly listen = (bytes: Buffer): void => {
    if (this.size < largestHeadBytes) this.head.push(bytes);
    this.size += bytes.length;
  };

  constructor(socket: Socket, late: () => void) {
    this.socket = socket;
    this.name = endOf(socket.remoteAddress, socket.remotePort);
    this.deadline = setTimeout(late, handshakeTimeoutMs);
    socket.on('data', this.listen);
  }

  /** Everything that the client has said, for the sentence about its fault. */
  said(last: Uint8Array): Uint8Array {
    return Buffer.concat([...this.head, last]);
  }

  end(): void {
    clearTimeout(this.deadline);
    this.socket.off('data', this.listen);
  }
}

/** The sockets of a WebSocket server that are connected and not a WebSocket (yet). */
export class WsHandshakes {
  private readonly candidates = new Map<Duplex, Candidate>();
  private readonly warn: Warn;
  private isFull = false;

  constructor(warn: Warn) {
    this.warn = warn;
  }

  begin(socket: Socket): void {
    if (this.candidates.size >= largestHandshakeCount) {
      this.turnAway(socket);
      return;
    }
    const candidate = new Candidate(socket, () => this.late(socket, candidate));
    this.candidates.set(socket, candidate);
    socket.once('close', () => {
      if (this.end(socket) && !candidate.isTold) this.warn(hungUp(candidate), clientWarning(candidate.name));
    });
  }

  /** Everything that a client has said; `last` is what the parser failed on, which is reported nowhere else yet. */
  headOf(socket: Duplex, last: Uint8Array = new Uint8Array()): Uint8Array {
    return this.candidates.get(socket)?.said(last) ?? last;
  }

  /** The client was turned down, and is disconnected without a further report. */
  answered(socket: Duplex): void {
    const candidate = this.candidates.get(socket);
    if (candidate) candidate.isTold = true;
  }

  isAnswered(socket: Duplex): boolean {
    return this.candidates.get(socket)?.isTold ?? false;
  }

  /** The socket has become a WebSocket, or is closed. False when it was not listed here. */
  end(socket: Duplex): boolean {
    const candidate = this.candidates.get(socket);
    if (!candidate) return false;
    candidate.end();
    this.candidates.delete(socket);
    this.isFull = false;
    return true;
  }

  closeAll(): void {
    for (const [socket, candidate] of this.candidates) {
      candidate.isTold = true;
      socket.destroy();
    }
  }

  private late(socket: Socket, candidate: Candidate): void {
    const { name, size, isTold } = candidate;
    candidate.isTold = true;
    if (!isTold) this.warn(lateSentence(candidate), clientWarning(name));
    if (isTold || size === 0) socket.destroy();
    else {
      const why = `did not complete its request within ${handshakeTimeoutMs / 1000} s`;
      socket.write(refusalText(name, { status: 408, why }));
      socket.destroySoon();
    }
  }

  /** Warns once, and again after there was room in between: a flood of clients must not become a flood of records. */
  private turnAway(socket: Socket): void {
    const remote = endOf(socket.remoteAddress, socket.remotePort);
    socket.destroy();
    if (this.isFull) return;
    this.isFull = true;
    this.warn(
      `${largestHandshakeCount} clients are in their handshake at once, so more are turned away until some have finished.`,
      clientWarning(remote),
    );
  }
}

function lateSentence({ name, size }: Candidate): string {
  const did = size === 0 ? 'sent nothing and did not' : 'did not';
  return `${name} ${did} complete a WebSocket handshake within ${handshakeTimeoutMs / 1000} s, so it was disconnected.`;
}

function hungUp({ name, size }: Candidate): string {
  return size === 0
    ? `${name} connected and hung up without sending anything.`
    : `${name} hung up before its WebSocket handshake was complete.`;
}
