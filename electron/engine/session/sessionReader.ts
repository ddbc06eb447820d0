import type { RecordPage } from '../../../shared/model/recordPage.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { RecordReader } from '../store/store.ts';

/** Reads a session's file for as long as the session is kept: by its writer while it grows, by a reader of its own afterwards. */
export class SessionReader implements RecordReader {
  private source: Promise<RecordReader>;

  constructor(writer: RecordReader) {
    this.source = Promise.resolve(writer);
  }

  /** Reads asked for from now on wait for the next source; those under way are answered by the old one. */
  continueWith(next: Promise<RecordReader>): void {
    this.source = next;
    // A file that cannot be opened again is told to each read that wants it; nobody else needs to know.
    next.catch(() => undefined);
  }

  async info(): Promise<RecordingInfo> {
    return (await this.source).info();
  }

  async rows(from: number, count: number): Promise<RecordPage> {
    return (await this.source).rows(from, count);
  }

  async tail(count: number): Promise<RecordPage> {
    return (await this.source).tail(count);
  }

  async bytes(
    seq: number,
    offset: number,
    length: number,
  ): Promise<{ readonly size: number; readonly bytes: Uint8Array }> {
    return (await this.source).bytes(seq, offset, length);
  }

  async close(): Promise<void> {
    const source = await this.source.catch(() => null);
    await source?.close();
  }
}
