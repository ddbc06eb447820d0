import type { FileHandle } from 'node:fs/promises';
import { formatCount } from '../../../shared/base/quantity.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { fileRefusal } from './files.ts';

/** 256 KiB: larger reads are hardly faster. */
const readAtOnceBytes = 256 * 1024;

/** The properties of an open file that differ when its content does. */
interface Content {
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/**
 * A regular file that is read from its beginning to the end that it had when it was opened. What is read is only given out while the file
 * is still what it was; a file that was deleted meanwhile can be read to its end.
 */
export class SentFile {
  /** For sentences: its path in the workspace, or what the person calls it. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  private readonly handle: FileHandle;
  private readonly content: Content;
  private position = 0;

  /** Takes over the handle, which `close` closes. Closes it and rejects, with a sentence, when it is not that of a regular file. */
  static async of(handle: FileHandle, name: string): Promise<SentFile> {
    try {
      const found = await handle.stat({ bigint: true });
      if (found.isFile()) return new SentFile(handle, name, found);
      throw new WirebenchError('BAD_REQUEST', `“${name}” is not a regular file. Save its content to one.`);
    } catch (error) {
      await handle.close();
      throw fileRefusal(`“${name}” could not be read`, error);
    }
  }

  private constructor(handle: FileHandle, name: string, content: Content) {
    this.handle = handle;
    this.name = name;
    this.content = content;
    this.size = Number(content.size);
  }

  /** When its content was last changed, in microseconds since the epoch. */
  get modifiedAt(): number {
    return Number(this.content.mtimeNs / 1000n);
  }

  /** True when everything was read. */
  get isAtEnd(): boolean {
    return this.position === this.size;
  }

  /**
   * Reads on into the buffer; the result is a view of it, empty at the end. Rejects with WRONG_STATE, in a sentence, when the file was changed
   * meanwhile, and with what the system refused.
   */
  async read(into: Uint8Array): Promise<Uint8Array> {
    const wanted = Math.min(into.length, this.size - this.position);
    let filled = 0;
    try {
      while (filled < wanted) {
        const { bytesRead } = await this.handle.read(into, filled, wanted - filled, this.position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      await this.requireUnchanged();
    } catch (error) {
      throw fileRefusal(`“${this.name}” could not be read any further`, error);
    }
    this.position += wanted;
    return into.subarray(0, wanted);
  }

  /**
   * Reads all of it once, and continues at its beginning. Rejects with BAD_REQUEST, in a sentence, when it is not UTF-8, and with the reason
   * of the signal when that fires.
   */
  async requireUtf8(signal: AbortSignal): Promise<void> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const buffer = new Uint8Array(readAtOnceBytes);
    try {
      for (let position = 0; position < this.size;) {
        signal.throwIfAborted();
        const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0) break;
        decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
        position += bytesRead;
      }
      decoder.decode();
    } catch (error) {
      if (signal.aborted) throw error;
      if (!(error instanceof TypeError)) throw fileRefusal(`“${this.name}” could not be read`, error);
      const message = `A WebSocket text message must be UTF-8, and “${this.name}” is not. Send it as binary.`;
      throw new WirebenchError('BAD_REQUEST', message);
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async requireUnchanged(): Promise<void> {
    const { size, mtimeNs } = await this.handle.stat({ bigint: true });
    if (size === this.content.size && mtimeNs === this.content.mtimeNs) return;
    const how =
      size < this.content.size
        ? `became shorter (${formatCount(Number(size))} bytes, where it had ${formatCount(this.size)})`
        : 'was changed';
    throw new WirebenchError('WRONG_STATE', `“${this.name}” ${how} while it was being sent. Send it again.`);
  }
}
