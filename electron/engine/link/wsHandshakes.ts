import type { Socket } from 'node:net';
import { endOf } from './address.ts';

/** 10 s for a client to shake hands; who does not is let go. */
const handshakeTimeoutMs = 10_000;
/** 256 clients may be in their handshake at once; more are turned away, so that silent ones cannot use up the sockets of this machine. */
const largestHandshakeCount = 256;

/** The sockets of a WebSocket server that are connected and no WebSocket (yet). */
export class WsHandshakes {
  private readonly deadlines = new Map<Socket, NodeJS.Timeout>();
  private readonly warn: (message: string) => void;
  private isFull = false;

  constructor(warn: (message: string) => void) {
    this.warn = warn;
  }

  begin(socket: Socket): void {
    if (this.deadlines.size >= largestHandshakeCount) {
      this.turnAway(socket);
      return;
    }
    const remote = endOf(socket.remoteAddress, socket.remotePort);
    const deadline = setTimeout(() => {
      this.warn(
        `${remote} did not complete a WebSocket handshake within ${handshakeTimeoutMs / 1000} s, so it was disconnected.`,
      );
      socket.destroy();
    }, handshakeTimeoutMs);
    this.deadlines.set(socket, deadline);
    socket.once('close', () => this.end(socket));
  }

  /** The socket has become a WebSocket, or is closed. */
  end(socket: Socket): void {
    clearTimeout(this.deadlines.get(socket));
    if (this.deadlines.delete(socket)) this.isFull = false;
  }

  closeAll(): void {
    for (const socket of this.deadlines.keys()) socket.destroy();
  }

  /** Said once, and again when there was room in between: a flood of clients is not to be a flood of records. */
  private turnAway(socket: Socket): void {
    socket.destroy();
    if (this.isFull) return;
    this.isFull = true;
    this.warn(
      `${largestHandshakeCount} clients are in their handshake at once, so more are turned away until some have finished.`,
    );
  }
}
