import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordingId } from '../../../shared/model/ids.ts';
import { SharedReader } from '../store/main/sharedReader.ts';
import type { RecordReader, Store } from '../store/store.ts';

/** 16 files: more recordings than anyone reads side by side. The least recently read is closed first, and reopened when asked for. */
const largestOpenFiles = 16;

/** The recordings that are being read, each opened when it is first asked for. */
export class OpenRecordings {
  private readonly readers = new Map<RecordingId, SharedReader>();
  private readonly store: Store;
  private readonly pathOf: (id: RecordingId) => string;

  constructor(store: Store, pathOf: (id: RecordingId) => string) {
    this.store = store;
    this.pathOf = pathOf;
  }

  /**
   * Rejects with NOT_FOUND, or with BAD_REQUEST and a sentence when the file cannot be read. The reader belongs to these recordings: nobody
   * else closes it.
   */
  async reader(id: RecordingId): Promise<RecordReader> {
    const reader = this.readerOf(id);
    await reader.open();
    this.closeOldest();
    return reader;
  }

  /** Keeps its file open between two questions of the same follower. Throws NOT_FOUND. */
  hold(id: RecordingId): Disposable {
    return this.readerOf(id).hold();
  }

  /** True while somebody reads it or did a short while ago. */
  isOpen(id: RecordingId): boolean {
    const reader = this.readers.get(id);
    return reader !== undefined && (reader.isOpen || reader.isHeld);
  }

  /** Closes a file before it is deleted or changed; reads and queries under way end. */
  async forget(id: RecordingId): Promise<void> {
    const reader = this.readers.get(id);
    this.readers.delete(id);
    await reader?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.readers.keys()].map((id) => this.forget(id)));
  }

  private readerOf(id: RecordingId): SharedReader {
    const path = this.pathOf(id);
    const reader = this.readers.get(id) ?? new SharedReader(() => this.store.open(path));
    // The most recently used one is at the end.
    this.readers.delete(id);
    this.readers.set(id, reader);
    return reader;
  }

  /** Skips those being read now: they will be among the oldest soon enough. */
  private closeOldest(): void {
    for (const [id, { isOpen, isHeld }] of this.readers) if (!isOpen && !isHeld) this.readers.delete(id);
    const open = [...this.readers.values()].filter((reader) => reader.isOpen);
    const idle = open.filter((reader) => !reader.isInUse);
    for (const reader of idle.slice(0, Math.max(0, open.length - largestOpenFiles))) reader.rest();
  }
}
