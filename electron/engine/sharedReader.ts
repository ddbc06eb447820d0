import { toWireError, WirebenchError } from '../../shared/base/errors.ts';
import type { RecordPage } from '../../shared/model/recordPage.ts';
import type { RecordingInfo } from '../../shared/model/recording.ts';
import type { Traffic, TrafficRange } from '../../shared/model/traffic.ts';
import type { RecordQuery, RecordReader, RecordWindow } from './store/store.ts';

/**
 * A recording that several read at once. Its file may be closed while nobody does, and is opened again by the next question; a query
 * counts as reading until it is closed.
 */
export class SharedReader implements RecordReader {
  private readonly openFile: () => Promise<RecordReader>;
  private opened: Promise<RecordReader> | null = null;
  private uses = 0;
  private isClosed = false;

  constructor(openFile: () => Promise<RecordReader>) {
    this.openFile = openFile;
  }

  get isOpen(): boolean {
    return this.opened !== null;
  }

  get isInUse(): boolean {
    return this.uses > 0;
  }

  /** Rejects as `Store.open` does. What failed is tried anew the next time: the file may have been mended. */
  async open(): Promise<void> {
    await this.use(() => Promise.resolve());
  }

  /** Closes the file until the next question. */
  rest(): void {
    const { opened } = this;
    this.opened = null;
    void closeQuietly(opened);
  }

  info(): Promise<RecordingInfo> {
    return this.use((reader) => reader.info());
  }

  rows(from: number, count: number): Promise<RecordPage> {
    return this.use((reader) => reader.rows(from, count));
  }

  tail(count: number): Promise<RecordPage> {
    return this.use((reader) => reader.tail(count));
  }

  bytes(seq: number, offset: number, length: number): ReturnType<RecordReader['bytes']> {
    return this.use((reader) => reader.bytes(seq, offset, length));
  }

  windows(wanted: readonly RecordWindow[]): Promise<readonly Uint8Array[]> {
    return this.use((reader) => reader.windows(wanted));
  }

  at(timeUs: number): Promise<number> {
    return this.use((reader) => reader.at(timeUs));
  }

  traffic(range: TrafficRange): Promise<Traffic> {
    return this.use((reader) => reader.traffic(range));
  }

  async query(filter: string): Promise<RecordQuery> {
    const query = await this.use((reader) => reader.query(filter));
    this.uses += 1;
    let isOpen = true;
    return {
      progress: query.progress,
      rows: (from, count) => query.rows(from, count),
      tail: (count) => query.tail(count),
      near: (seq, toward) => query.near(seq, toward),
      ranges: (seq, offset, length) => query.ranges(seq, offset, length),
      close: async () => {
        if (isOpen) this.uses -= 1;
        isOpen = false;
        await query.close();
      },
    };
  }

  /** For good: ends what is read, too. */
  async close(): Promise<void> {
    this.isClosed = true;
    const { opened } = this;
    this.opened = null;
    await closeQuietly(opened);
  }

  private async use<Answer>(question: (reader: RecordReader) => Promise<Answer>): Promise<Answer> {
    if (this.isClosed) throw new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
    const opened = (this.opened ??= this.openFile());
    this.uses += 1;
    try {
      return await question(await opened);
    } catch (error) {
      // A file that did not open, and one whose worker is gone, are opened anew by the next question.
      const isLost = toWireError(error).code === 'INTERNAL' || (await hasFailed(opened));
      if (isLost && this.opened === opened) this.rest();
      throw error;
    } finally {
      this.uses -= 1;
    }
  }
}

async function hasFailed(opened: Promise<RecordReader>): Promise<boolean> {
  return opened.then(
    () => false,
    () => true,
  );
}

/** One that never opened has told who asked for it so already; one that does not close is of no use any more, either. */
async function closeQuietly(opened: Promise<RecordReader> | null): Promise<void> {
  const reader = await opened?.catch(() => null);
  await reader?.close().catch(() => undefined);
}
