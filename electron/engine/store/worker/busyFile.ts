import { setTimeout as delay } from 'node:timers/promises';
import { isBusy, reasonOf } from '../fileProblem.ts';

/** 2 ms: about as long as a commit takes. */
const retryMs = 2;
/** 2 s: no commit of ours takes that long; another program has the file locked. */
const longestMs = 2000;

/** Asks again while a commit to the file is under way, without blocking the thread. */
export async function askUntilFree<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> {
  const giveUpAtMs = performance.now() + longestMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (!isPassing(cause) || performance.now() >= giveUpAtMs) throw error;
    }
    await delay(retryMs);
  }
}

/** True for what is over when a commit is. A reader that looks just as a writer begins mistakes its journal for a leftover, and may not undo it. */
export function isPassing(cause: unknown): boolean {
  return isBusy(cause) || reasonOf(cause) === 'left over';
}
