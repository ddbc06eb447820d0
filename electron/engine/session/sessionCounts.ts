import type { Direction } from '../../../shared/model/record.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { FrameCounts } from './frameCounts.ts';

/** The counts that a session's info shows. */
type Described = Pick<
  SessionInfo,
  'first' | 'records' | 'framesIn' | 'framesOut' | 'bytesIn' | 'bytesOut' | 'lastInAt' | 'lastOutAt'
>;

/** Counts everything that passed, including what could not be recorded. */
export class SessionCounts extends FrameCounts {
  /** The number of the oldest record still kept. */
  first = 1;
  /** The number of the newest record. */
  records = 0;
  private lastInAt: number | null = null;
  private lastOutAt: number | null = null;

  /** `at` in microseconds since the epoch. */
  frame(direction: Direction, size: number, at: number): void {
    this.countFrame(direction, size);
    if (direction === 'in') this.lastInAt = at;
    else this.lastOutAt = at;
  }

  describe(): Described {
    const { first, records, framesIn, framesOut, bytesIn, bytesOut, lastInAt, lastOutAt } = this;
    return { first, records, framesIn, framesOut, bytesIn, bytesOut, lastInAt, lastOutAt };
  }
}
