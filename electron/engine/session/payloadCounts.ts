import type { Direction } from '../../../shared/model/record.ts';

/** Payloads and their bytes, in both directions. */
export class PayloadCounts {
  payloadsIn = 0;
  payloadsOut = 0;
  bytesIn = 0;
  bytesOut = 0;

  countPayload(direction: Direction, size: number): void {
    if (direction === 'in') {
      this.payloadsIn += 1;
      this.bytesIn += size;
    } else {
      this.payloadsOut += 1;
      this.bytesOut += size;
    }
  }
}
