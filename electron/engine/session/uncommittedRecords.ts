import type { Direction } from '../../../shared/model/record.ts';

/** 1,024 records, doubled as needed: as many as a quiet session has on their way. */
const smallestRoom = 1024;

const directions: readonly (Direction | null)[] = [null, 'in', 'out'];

/**
 * The sizes and directions of the records on their way into the file: should it be lost, they say what was lost with it. One number per
 * record in a ring, because it is written for every record, and hardly ever read.
 */
export class UncommittedRecords {
  /** Size × 4 + direction, by sequence number. */
  private ring = new Float64Array(smallestRoom);
  private firstSeq: number;
  private nextSeq: number;

  constructor(firstSeq: number) {
    this.firstSeq = firstSeq;
    this.nextSeq = firstSeq;
  }

  /** `direction` is null for an event. Sequence numbers come without gaps; a record may come just after the one that follows it. */
  add(seq: number, direction: Direction | null, size: number): void {
    if (seq - this.firstSeq >= this.ring.length) this.grow();
    this.ring[seq & (this.ring.length - 1)] =
      size * 4 + (direction === null ? 0 : direction === 'in' ? 1 : 2);
    this.nextSeq = Math.max(this.nextSeq, seq + 1);
  }

  committed(total: number): void {
    this.firstSeq = Math.max(this.firstSeq, total + 1);
    // After a stall the memory is given back; under a lasting flood it stays.
    if (this.firstSeq === this.nextSeq && this.ring.length > 64 * smallestRoom) {
      this.ring = new Float64Array(smallestRoom);
    }
  }

  /** The records from a number on. */
  *from(seq: number): Generator<{ readonly direction: Direction | null; readonly size: number }> {
    for (let each = Math.max(seq, this.firstSeq); each < this.nextSeq; each += 1) {
      const packed = this.at(this.ring, each);
      yield { direction: directions[packed % 4] ?? null, size: Math.floor(packed / 4) };
    }
  }

  /** No more records will come: the memory is given back. */
  end(): void {
    this.firstSeq = this.nextSeq;
    this.ring = new Float64Array(0);
  }

  private grow(): void {
    const grown = new Float64Array(this.ring.length * 2);
    for (let seq = this.firstSeq; seq < this.nextSeq; seq += 1) {
      grown[seq & (grown.length - 1)] = this.at(this.ring, seq);
    }
    this.ring = grown;
  }

  private at(ring: Float64Array, seq: number): number {
    return ring[seq & (ring.length - 1)] ?? 0;
  }
}
