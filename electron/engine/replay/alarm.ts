import { setTimeout as delay } from 'node:timers/promises';

/** One hour: Node's timers last at most 24 days, and a longer sleeper simply checks again every hour. */
const longestSleepMs = 3_600_000;

/** A sleep that can be cut short. One sleeper at a time. */
export class Alarm {
  private sleeping: AbortController | null = null;

  /** Wakes the sleeper; without one, nothing is remembered. */
  ring(): void {
    this.sleeping?.abort();
  }

  /** Resolves after `ms`, or earlier; the caller checks whether it slept long enough. */
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
