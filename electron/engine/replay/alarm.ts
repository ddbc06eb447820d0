import { setTimeout as delay } from 'node:timers/promises';

/** One hour: a timer of Node's holds 24 days at most, and who waits longer looks again meanwhile. */
const longestSleepMs = 3_600_000;

/** A sleep that can be cut short. One sleeper at a time. */
export class Alarm {
  private sleeping: AbortController | null = null;

  /** Wakes the sleeper; when there is none, nothing is remembered. */
  ring(): void {
    this.sleeping?.abort();
  }

  /** Resolves after `ms`, or earlier; who slept looks whether it was long enough. */
  async sleep(ms: number): Promise<void> {
    const sleeping = new AbortController();
    this.sleeping = sleeping;
    try {
      await delay(Math.min(Math.max(ms, 0), longestSleepMs), undefined, { signal: sleeping.signal });
    } catch (error) {
      if (!sleeping.signal.aborted) throw error;
    } finally {
      this.sleeping = null;
    }
  }
}
