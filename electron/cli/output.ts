import type { Writable } from 'node:stream';

/** 64 Ki characters are collected before they are written: a line by itself would cost a system call. */
const pieceLength = 64 * 1024;

/** Standard output, written at the pace of whoever reads it: what is not taken yet is waited for, so it never piles up. */
export class Output {
  private readonly stream: Writable;
  private readonly reader = new AbortController();
  private outgoing = '';

  constructor(stream: Writable) {
    this.stream = stream;
    // EPIPE: who read this has had enough, as `head` has. That is no failure of ours.
    stream.on('error', () => this.reader.abort());
  }

  /** Fires when nobody reads any more. */
  get gone(): AbortSignal {
    return this.reader.signal;
  }

  async write(text: string): Promise<void> {
    this.outgoing += text;
    if (this.outgoing.length >= pieceLength) await this.flush();
  }

  /** Resolves when everything written until now was taken, or nobody reads any more. */
  async flush(): Promise<void> {
    const text = this.outgoing;
    this.outgoing = '';
    if (text === '' || this.gone.aborted) return;
    await new Promise<void>((resolve) => {
      this.stream.write(text, () => resolve());
    });
  }
}
