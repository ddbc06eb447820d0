import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { codeOf, messageOf } from '../../shared/base/errors.ts';
import { LineBytes } from './lineBytes.ts';

/** 64 KiB are collected before they are written: a line by itself would cost a system call. */
const pieceBytes = 64 * 1024;
/** 16 KiB: a line or a piece of one is mostly no longer. */
const roomBytes = 16 * 1024;

/** What standard output can fail with, for the person who sent it somewhere. */
const failures: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk that it goes to is full. Free some space, then try again.',
  EDQUOT: 'Your share of the disk that it goes to is used up. Free some space, then try again.',
  EFBIG: 'The file that it goes to may not become larger.',
  EIO: 'The disk or the terminal that it goes to reports an error.',
  EBADF: 'It is closed.',
};

/** Standard output, written at the pace of whoever reads it: what is not taken yet is waited for, so it never piles up. */
export class Output {
  /** What is to be written with the next `flush`; whoever writes much here looks at `isFull`. */
  readonly lines = new LineBytes(pieceBytes + roomBytes);
  private readonly stream: Writable;
  private readonly reader = new AbortController();
  private failed: string | null = null;

  constructor(stream: Writable) {
    this.stream = stream;
    stream.on('error', (error) => this.end(error));
  }

  /** Fires when nothing more can be written: nobody reads any more, or it has failed. */
  get gone(): AbortSignal {
    return this.reader.signal;
  }

  /**
   * Why not everything could be written, as a sentence; null as long as it could. That the reader has gone (EPIPE), as `head` does when it
   * has had enough, is no failure.
   */
  get failure(): string | null {
    return this.failed;
  }

  /** There is enough for a `flush`. */
  get isFull(): boolean {
    return this.lines.length >= pieceBytes;
  }

  async write(text: string): Promise<void> {
    this.lines.text(text);
    if (this.isFull) await this.flush();
  }

  /** Resolves when everything written until now was taken, or nothing more can be. */
  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    const bytes = this.lines.take();
    if (this.gone.aborted) return;
    await new Promise<void>((resolve) => {
      this.stream.write(bytes, (error) => {
        if (error) this.end(error);
        resolve();
      });
    });
  }

  private end(error: Error): void {
    const code = codeOf(error) ?? '';
    if (code !== 'EPIPE' && !this.gone.aborted) {
      const why = failures[code] ?? `The system says: ${messageOf(error)}.`;
      this.failed = `Standard output could not be written. ${why}`;
    }
    this.reader.abort();
  }
}

/** What `Output` writes to in a process of its own. */
export function standardOutput(): Writable {
  return process.stdout instanceof Socket ? process.stdout : new DescriptorWriter(1);
}

/**
 * Writes a file or a device. Node's own stream for them takes a short write for a whole one, and a disk that becomes full is told by a
 * short write first: what is left would be lost without a word.
 */
class DescriptorWriter extends Writable {
  private readonly descriptor: number;

  constructor(descriptor: number) {
    super();
    this.descriptor = descriptor;
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.descriptor, bytes, at);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(messageOf(error)));
    }
  }
}
