/** 16,384 records, or 512 KiB: the most that one statement reads, in a millisecond or two; the buffers of a chunk stay in a cache. */
export const largestChunkRecords = 16_384;
const wantedChunkBytes = 512 * 1024;
/** 2 ms: a longer statement delays the writer of the file, and other readers' pages. */
const wantedMs = 2;

/** How many records to read at once: as many as were fast and small enough the last time. */
export class ChunkSize {
  private readonly most: number;
  private count: number;

  constructor(most = largestChunkRecords) {
    this.most = most;
    this.count = Math.min(most, 1024);
  }

  get records(): number {
    return this.count;
  }

  /** To be called after a statement over as many records as were wanted. */
  took(ms: number, bytes: number): void {
    const by = Math.min(2, wantedMs / Math.max(ms, 0.01), wantedChunkBytes / Math.max(bytes, 1));
    this.set(this.count * by);
  }

  /** To be called after a statement that was too large for the connection. False when it read a single record already. */
  wasTooLarge(): boolean {
    if (this.count === 1) return false;
    this.set(this.count / 8);
    return true;
  }

  private set(count: number): void {
    this.count = Math.max(1, Math.min(this.most, Math.floor(count)));
  }
}
