import type { SessionRecord } from '../session/session.ts';
import type { Exchange } from './exchange.ts';
import { isBorder, isCompared } from './plan.ts';
import { ReplyCount } from './replyCount.ts';
import type { ReceiveProgress } from './timing.ts';

/** The payloads that a replay waits for, from the start. */
interface ExpectedArrivals {
  readonly isStream: boolean;
  /** True: for each exchange. False: for the whole conversation at once. */
  readonly isByExchange: boolean;
  /** What should come before the first send, or in all. */
  readonly weight: number;
}

/**
 * Counts what a replay's session receives, as it comes. Its bytes are compared later, from the file; the timing needs only these counts.
 */
export class Arrivals implements ReceiveProgress {
  lastActivityUs = 0;
  isOver = false;
  private readonly isByExchange: boolean;
  private readonly replies: ReplyCount;
  private readonly reached: () => void;
  private next: Exchange = { weight: 0, opening: new Uint8Array() };

  /** `reached` is called once nothing is lacking, or nothing more can come. */
  constructor(expected: ExpectedArrivals, reached: () => void) {
    this.isByExchange = expected.isByExchange;
    this.replies = new ReplyCount(expected.isStream, expected.weight);
    this.reached = reached;
  }

  get lacking(): number {
    return this.replies.lacking;
  }

  /** Sets what should come after the next message, which is about to be sent. */
  expect(next: Exchange): void {
    this.next = next;
  }

  readonly observe = (record: SessionRecord): void => {
    if (isCompared(record)) {
      this.lastActivityUs = record.at;
      const wasLacking = this.lacking > 0;
      this.replies.take(record.bytes);
      if (wasLacking && this.lacking === 0) this.reached();
    } else if (isBorder(record)) {
      // The record is the border: the file has what came before and after it in this order.
      if (this.isByExchange) this.replies.begin(this.next);
    } else if (record.kind === 'ended' || record.kind === 'closed') {
      this.isOver = true;
      this.reached();
    }
  };

  /** Something else happened that the peer may take time to answer. */
  noteActivity(atUs: number): void {
    this.lastActivityUs = Math.max(this.lastActivityUs, atUs);
  }
}
