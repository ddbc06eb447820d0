import type { SessionInfo } from '../../../shared/model/session.ts';
import { FrameCounts } from './frameCounts.ts';

/** Of everything that passed, also of what could not be recorded. */
export class SessionCounts extends FrameCounts {
  /** The number of the oldest record that is kept. */
  first = 1;
  /** The number of the newest record. */
  records = 0;

  describe(): Pick<SessionInfo, 'first' | 'records' | 'framesIn' | 'framesOut' | 'bytesIn' | 'bytesOut'> {
    const { first, records, framesIn, framesOut, bytesIn, bytesOut } = this;
    return { first, records, framesIn, framesOut, bytesIn, bytesOut };
  }
}
