/** 16,384 records, or 512 KiB: what one statement takes at most, in a millisecond or two; the buffers of a chunk stay in a cache. */
export const largestChunkRecords = 16_384;
const wantedChunkBytes = 512 * 1024;
/** 2 ms: a statement that takes longer keeps whoever writes the file waiting, and the pages of others. */
const wantedMs = 2;

/** How many records to take at once: as many as were fast and small enough the last time. */
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

  /** After a statement over as many records as were wanted. */
  took(ms: number, bytes: number): void {
    const by = Math.min(2, wantedMs / Math.max(ms, 0.01), wantedChunkBytes / Math.max(bytes, 1));
    this.set(this.count * by);
  }

  /** After one that was too large for the connection. False when it was of a single record already. */
  wasTooLarge(): boolean {
    if (this.count === 1) return false;
    this.set(this.count / 8);
    return true;
  }

  private set(count: number): void {
    this.count = Math.max(1, Math.min(this.most, Math.floor(count)));
  }
}
