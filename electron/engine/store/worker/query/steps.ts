import type { ExpressionRunner } from './expressionRunner.ts';
import type { MarkList } from '../../../../../shared/model/markList.ts';
import type { FilterPlan } from './filterPlan.ts';
import type { MatchIndex } from './matchIndex.ts';
import { BusyFile, type RecordSource } from './recordSource.ts';

/** The reason why a scan pauses: its slice is done; a commit to the file is under way; there is nothing left to look at. */
export type Pause = 'slice' | 'busy' | 'idle';
export type Steps<Answer = void> = Generator<Pause, Answer, undefined>;

/** The parts that a scan works with. */
export interface ScanParts {
  readonly plan: FilterPlan;
  readonly source: RecordSource;
  readonly index: MatchIndex;
  readonly runner: ExpressionRunner;
  /** The marks of the file when the search began; none are needed for a filter that is not about them. */
  readonly marks: MarkList;
  /** For tests: chunks of few records make every border between chunks occur. */
  readonly largestChunkRecords?: number;
}

/** Asks until the file is not being committed to. */
export function* whenFree<Answer>(ask: () => Answer): Steps<Answer> {
  for (;;) {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof BusyFile)) throw error;
    }
    yield 'busy';
  }
}
