import type { RepeatSpread } from '../../../shared/model/repeat.ts';

/** 0.2 % from one step to the next: a quantile is told within 0.1 %. 16,384 steps reach from 1 µs over a day. */
const growth = 1.002;
const steps = 16_384;

/**
 * The distances between messages that are repeated, and how late each was: in memory of one size, however many there are. Times are in
 * microseconds.
 */
export class Distances {
  private readonly counts = new Uint32Array(steps);
  private total = 0;
  private lastUs: number | null = null;
  private latestUs = 0;

  /** A message was handed over that was due at that time. */
  add(atUs: number, dueUs: number): void {
    this.latestUs = Math.max(this.latestUs, atUs - dueUs);
    const { lastUs } = this;
    this.lastUs = atUs;
    if (lastUs === null) return;
    const step = stepOf(atUs - lastUs);
    this.counts[step] = (this.counts[step] ?? 0) + 1;
    this.total += 1;
  }

  /** Null until there are two messages. */
  describe(): RepeatSpread | null {
    if (this.total === 0) return null;
    return {
      medianUs: this.quantile(0.5),
      p95Us: this.quantile(0.95),
      latestUs: Math.round(this.latestUs),
    };
  }

  private quantile(share: number): number {
    const rank = Math.ceil(share * this.total);
    let seen = 0;
    const step = this.counts.findIndex((count) => (seen += count) >= rank);
    return Math.round(growth ** step);
  }
}

function stepOf(distanceUs: number): number {
  return Math.min(steps - 1, Math.max(0, Math.round(Math.log(Math.max(1, distanceUs)) / Math.log(growth))));
}
