import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { codeOf, messageOf } from '../../shared/base/errors.ts';
import { LineBytes } from '../../shared/forms/lineBytes.ts';

/** 64 KiB are collected before they are written: each line alone would cost a system call. */
const pieceBytes = 64 * 1024;
/** 16 KiB: a line or a piece of one is rarely longer. */
const roomBytes = 16 * 1024;

/** The ways in which standard output can fail, for the person who redirected it. */
const failures: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk that it goes to is full. Free some space, then try again.',
  EDQUOT: 'Your quota on the disk that it goes to is used up. Free some space, then try again.',
  EFBIG: 'The file that it goes to has reached its size limit.',
  EIO: 'The disk or the terminal that it goes to reports an error.',
  EBADF: 'It is closed.',
};

/** Something else that writes on the same terminal, and makes room for what is printed. */
interface ScreenSharer {
  lift(): void;
  restore(): void;
}

/** Standard output, written at the reader's pace: writing waits until the reader accepts it, so nothing piles up. */
export class Output {
  /** The lines that the next `flush` writes; code that writes much here checks `isFull`. */
  readonly lines = new LineBytes(pieceBytes + roomBytes);
  private readonly stream: Writable;
  private readonly reader = new AbortController();
  private failed: string | null = null;
  private sharer: ScreenSharer | null = null;

  constructor(stream: Writable) {
    this.stream = stream;
    stream.on('error', (error) => this.end(error));
  }

  /** Fires when nothing more can be written: the reader has gone, or writing has failed. */
  get gone(): AbortSignal {
    return this.reader.signal;
  }

  /** Has `sharer` make room before each write, and take it back afterwards. */
  shareScreen(sharer: ScreenSharer): void {
    this.sharer = sharer;
  }

  /**
   * Why some output could not be written, as a sentence; null while everything could. A reader that has gone (EPIPE), as `head` does when
   * it has had enough, is not a failure.
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

  /** Resolves when everything written so far was accepted, or nothing more can be. */
  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    const bytes = this.lines.take();
    if (this.gone.aborted) return;
    this.sharer?.lift();
    await new Promise<void>((resolve) => {
      this.stream.write(bytes, (error) => {
        if (error) this.end(error);
        resolve();
      });
    });
    this.sharer?.restore();
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

/** The stream that `Output` writes to in a process of its own. */
export function standardOutput(): Writable {
  return process.stdout instanceof Socket ? process.stdout : new DescriptorWriter(1);
}

/**
 * Writes to a file or a device. Node's own stream for them treats a short write as a complete one, and a disk that fills up first answers
 * with a short write: the rest would be lost silently.
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
