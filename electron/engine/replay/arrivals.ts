import type { SessionRecord } from '../session/session.ts';
import { isCompared, weightOf } from './plan.ts';
import type { Standing } from './timing.ts';

/** Counts what a replay's session receives, as it comes. Its bytes are compared from the file, later; the timing needs only these. */
export class Arrivals implements Standing {
  received = 0;
  lastActivityUs = 0;
  isOver = false;
  /** `reached` is told once so much was received, or when nothing more can come. */
  awaited = Number.POSITIVE_INFINITY;
  private readonly isStream: boolean;
  private readonly reached: () => void;

  constructor(isStream: boolean, reached: () => void) {
    this.isStream = isStream;
    this.reached = reached;
  }

  readonly observe = (record: SessionRecord): void => {
    if (isCompared(record)) {
      this.received += weightOf({ size: record.bytes.length }, this.isStream);
      this.lastActivityUs = record.at;
      if (this.received >= this.awaited) this.reached();
    } else if (record.kind === 'ended' || record.kind === 'closed') {
      this.isOver = true;
      this.reached();
    }
  };

  /** Something else passed that the peer may take its time to answer. */
  noteActivity(atUs: number): void {
    this.lastActivityUs = Math.max(this.lastActivityUs, atUs);
  }
}
