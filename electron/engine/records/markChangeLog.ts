import type { RecordingId } from '../../../shared/model/ids.ts';
import { largestMarkCount, type MarkedStretch } from '../../../shared/model/mark.ts';

/** 32 changes: what a person still remembers having done. */
const largestChangeCount = 32;

/** A change of the marks of a recording, and what was there before. */
interface MarkChange {
  readonly recording: RecordingId;
  readonly before: readonly MarkedStretch[];
}

/** The latest changes of marks by their numbers, to be undone: of many marks, or of many changes, the oldest are forgotten. */
export class MarkChangeLog {
  private readonly changes = new Map<number, MarkChange>();
  private lastNumber = 0;

  add(change: MarkChange): number {
    this.lastNumber += 1;
    this.changes.set(this.lastNumber, change);
    this.forgetOldest();
    return this.lastNumber;
  }

  /** Undefined when it is no longer known. */
  get(number: number): MarkChange | undefined {
    return this.changes.get(number);
  }

  forget(number: number): void {
    this.changes.delete(number);
  }

  private forgetOldest(): void {
    let left = largestMarkCount;
    let isFull = false;
    for (const [number, change] of [...this.changes].toReversed().slice(1)) {
      left -= countOf(change.before);
      isFull ||= left < 0;
      if (isFull) this.changes.delete(number);
    }
    for (const number of this.changes.keys()) {
      if (this.changes.size > largestChangeCount) this.changes.delete(number);
    }
  }
}

function countOf(stretches: readonly MarkedStretch[]): number {
  return stretches.reduce((sum, { marks }) => sum + marks.length + 1, 0);
}
