import type { Writable } from 'node:stream';

/** 64 KiB held back are worth a write of their own: from there on a system call costs less than what it carries. */
const worthAWriteBytes = 64 * 1024;

/** 16 messages share a system call, which is next to nothing for each; and the other side is at work already while we go on with the rest. */
const worthAWriteMessages = 16;

/**
 * Gathers what is written to a socket in one turn of the event loop, so that many small messages cost one system call. It leaves when the
 * callback under way ends, before anything else happens: held back for microseconds, never for a timer.
 */
export class TurnCork {
  private readonly socket: Writable;
  private isCorked = false;
  /** Those held back. */
  private messages = 0;
  private readonly endOfTurn = (): void => {
    this.isCorked = false;
    this.socket.uncork();
  };

  constructor(socket: Writable) {
    this.socket = socket;
  }

  /** To be called before each message is written. */
  hold(): void {
    if (!this.isCorked) {
      this.isCorked = true;
      this.socket.cork();
      process.nextTick(this.endOfTurn);
      this.messages = 0;
    } else if (this.messages >= worthAWriteMessages || this.socket.writableLength >= worthAWriteBytes) {
      this.socket.uncork();
      this.socket.cork();
      this.messages = 0;
    }
    this.messages += 1;
  }
}
