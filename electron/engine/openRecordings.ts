import type { RecordingId } from '../../shared/model/ids.ts';
import type { RecordReader, Store } from './store/store.ts';

/** 16 files: more recordings than anyone reads side by side. The one read longest ago is closed first, and opened again when asked for. */
const largestOpenFiles = 16;

/** The recordings that are being read, each opened when it is first asked for. */
export class OpenRecordings {
  private readonly readers = new Map<RecordingId, Promise<RecordReader>>();
  private readonly store: Store;
  private readonly pathOf: (id: RecordingId) => string;

  constructor(store: Store, pathOf: (id: RecordingId) => string) {
    this.store = store;
    this.pathOf = pathOf;
  }

  /** Rejects with NOT_FOUND, or with BAD_REQUEST and a sentence when the file cannot be read. */
  async reader(id: RecordingId): Promise<RecordReader> {
    const known = this.readers.get(id);
    this.readers.delete(id);
    const reader = known ?? this.store.open(this.pathOf(id));
    this.readers.set(id, reader);
    void this.closeOldest();
    try {
      return await reader;
    } catch (error) {
      // What failed is tried anew the next time: the file may have been mended.
      if (this.readers.get(id) === reader) this.readers.delete(id);
      throw error;
    }
  }

  /** Closes a file before it is deleted or changed. */
  async forget(id: RecordingId): Promise<void> {
    const reader = this.readers.get(id);
    this.readers.delete(id);
    await closeQuietly(reader);
  }

  async close(): Promise<void> {
    await Promise.all([...this.readers.keys()].map((id) => this.forget(id)));
  }

  private async closeOldest(): Promise<void> {
    const [oldest] = this.readers.keys();
    if (this.readers.size > largestOpenFiles && oldest !== undefined) await this.forget(oldest);
  }
}

/** One that never opened has told its reader so already; one that does not close is of no use any more, either. */
async function closeQuietly(reader: Promise<RecordReader> | undefined): Promise<void> {
  const opened = await reader?.catch(() => undefined);
  await opened?.close().catch(() => undefined);
}
