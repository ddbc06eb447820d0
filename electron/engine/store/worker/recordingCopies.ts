import { setTimeout as delay } from 'node:timers/promises';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import type { FileId } from '../protocol.ts';
import { askUntilFree } from './busyFile.ts';
import type { CopyState } from './copyRecording.ts';

/** 100 ms: as often as a person sees that something goes on. */
const stepMs = 100;

/** The copies under way, by the number that the asking side gave them. */
export class RecordingCopies {
  private readonly copies = new Map<FileId, { readonly state: CopyState; readonly done: Promise<void> }>();

  get isEmpty(): boolean {
    return this.copies.size === 0;
  }

  /** `copy` is asked again while the file is busy. */
  begin(number: FileId, copy: (state: CopyState) => Promise<void>): null {
    const state = { share: 0, isCancelled: false };
    const done = askUntilFree(() => copy(state));
    // A failure is told with the next step.
    done.catch(() => undefined);
    this.copies.set(number, { state, done });
    return null;
  }

  /** Waits a little, or until the copy is done. Rejects as the copy does. */
  async step(number: FileId): Promise<{ readonly share: number; readonly isDone: boolean }> {
    const copy = this.copies.get(number);
    if (!copy) throw new WirebenchError('WRONG_STATE', 'This copy is over.');
    const isDone = await Promise.race([copy.done.then(() => true), delay(stepMs, false)]);
    return { share: copy.state.share, isDone };
  }

  /** Cancels a copy that is not done. */
  async end(number: FileId): Promise<null> {
    const copy = this.copies.get(number);
    this.copies.delete(number);
    if (copy) copy.state.isCancelled = true;
    await copy?.done.catch(() => undefined);
    return null;
  }

  /** Resolves when none is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.copies.values()].map(({ done }) => done));
  }
}
