import type { Direction } from '../../../shared/model/record.ts';

/** Frames and their bytes, in both directions. */
export class FrameCounts {
  framesIn = 0;
  framesOut = 0;
  bytesIn = 0;
  bytesOut = 0;

  countFrame(direction: Direction, size: number): void {
    if (direction === 'in') {
      this.framesIn += 1;
      this.bytesIn += size;
    } else {
      this.framesOut += 1;
      this.bytesOut += size;
    }
  }

  /** Takes back a frame that was counted as sent, but did not leave. */
  uncountSent(size: number): void {
    this.framesOut -= 1;
    this.bytesOut -= size;
  }
}
