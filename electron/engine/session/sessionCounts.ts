import type { Direction } from '../../../shared/model/record.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { PayloadCounts } from './payloadCounts.ts';

/** The counts that a session's info shows. */
type Described = Pick<
  SessionInfo,
  'first' | 'records' | 'payloadsIn' | 'payloadsOut' | 'bytesIn' | 'bytesOut' | 'lastInAt' | 'lastOutAt'
>;

/** Counts everything that passed, including what could not be recorded. */
export class SessionCounts extends PayloadCounts {
  /** The number of the oldest record still kept. */
  first = 1;
  /** The number of the newest record. */
  records = 0;
  private lastInAt: number | null = null;
  private lastOutAt: number | null = null;

  /** `at` in microseconds since the epoch. */
  payload(direction: Direction, size: number, at: number): void {
    this.countPayload(direction, size);
    if (direction === 'in') this.lastInAt = at;
    else this.lastOutAt = at;
  }

  describe(): Described {
    const { first, records, payloadsIn, payloadsOut, bytesIn, bytesOut, lastInAt, lastOutAt } = this;
    return { first, records, payloadsIn, payloadsOut, bytesIn, bytesOut, lastInAt, lastOutAt };
  }
}
