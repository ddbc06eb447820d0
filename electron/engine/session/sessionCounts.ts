import type { Direction } from '../../../shared/model/record.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { PayloadCounts } from './payloadCounts.ts';

/** The counts that a session's info shows. */
type Described = Pick<
  SessionInfo,
  | 'first'
  | 'records'
  | 'messagesIn'
  | 'messagesOut'
  | 'payloadsIn'
  | 'payloadsOut'
  | 'bytesIn'
  | 'bytesOut'
  | 'lastInAt'
  | 'lastOutAt'
>;

/** Counts everything that passed, including what could not be recorded. */
export class SessionCounts extends PayloadCounts {
  /** The number of the oldest record still kept. */
  first = 1;
  /** The number of the newest record. */
  records = 0;
  /** Messages that have passed as a whole, among the payloads. */
  private messagesIn = 0;
  private messagesOut = 0;
  private lastInAt: number | null = null;
  private lastOutAt: number | null = null;

  /** `at` in microseconds since the epoch; `isMessage` as `endsMessage` tells. */
  payload(direction: Direction, size: number, at: number, isMessage: boolean): void {
    this.countPayload(direction, size);
    if (isMessage && direction === 'in') this.messagesIn += 1;
    else if (isMessage) this.messagesOut += 1;
    if (direction === 'in') this.lastInAt = at;
    else this.lastOutAt = at;
  }

  /** Takes back a payload that was counted as sent, but did not leave. */
  uncountSent(size: number, isMessage: boolean): void {
    this.payloadsOut -= 1;
    this.bytesOut -= size;
    if (isMessage) this.messagesOut -= 1;
  }

  describe(): Described {
    const { messagesIn, messagesOut } = this;
    const { first, records, payloadsIn, payloadsOut, bytesIn, bytesOut, lastInAt, lastOutAt } = this;
    return {
      first,
      records,
      messagesIn,
      messagesOut,
      payloadsIn,
      payloadsOut,
      bytesIn,
      bytesOut,
      lastInAt,
      lastOutAt,
    };
  }
}
