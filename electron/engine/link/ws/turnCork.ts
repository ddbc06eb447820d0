import type { Writable } from 'node:stream';

/** 64 KiB are worth a write of their own: from there on a system call costs less than the bytes that it carries. */
const worthAWriteBytes = 64 * 1024;

/**
 * Gathers the writes to a socket in one turn of the event loop, so that many small messages cost one system call. They leave when the
 * callback under way ends, before anything else happens: held back for microseconds, never for a timer.
 */
export class TurnCork {
  private readonly socket: Writable;
  private isCorked = false;
  private readonly endOfTurn = (): void => {
    this.isCorked = false;
    this.socket.uncork();
  };

  constructor(socket: Writable) {
    this.socket = socket;
  }

  /** Call it before each write. */
  hold(): void {
    if (!this.isCorked) {
      this.isCorked = true;
      this.socket.cork();
      process.nextTick(this.endOfTurn);
    } else if (this.socket.writableLength >= worthAWriteBytes) {
      this.socket.uncork();
      this.socket.cork();
    }
  }
}
