import { setTimeout as delay } from 'node:timers/promises';
import { isBusy, reasonOf } from '../fileProblem.ts';

/** 2 ms: a commit takes about so long. */
const retryMs = 2;
/** 2 s: no commit of ours takes that long; another program has the file locked. */
const longestMs = 2000;

/** Asks again while a file that is being written finds itself in the middle of a commit; without holding the thread. */
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

/** A reader that looks just as a writer begins takes the writer’s journal for one that was left over, and may not undo it. */
function isPassing(cause: unknown): boolean {
  return isBusy(cause) || reasonOf(cause) === 'left over';
}
