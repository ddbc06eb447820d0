import { powerSaveBlocker } from 'electron';
import type { Cell } from '../../shared/base/signal.ts';

/**
 * Keeps the computer from going to sleep by itself, and macOS from slowing the program down, while sessions are live: what comes in
 * meanwhile would be late, or lost. The screen may turn off.
 */
export class StayAwake {
  private readonly live = new Map<Cell<number>, number>();
  private blocker: number | null = null;
  private isWanted = true;

  /** Whether the person wants it. */
  want(isWanted: boolean): void {
    this.isWanted = isWanted;
    this.decide();
  }

  /** Follows how many sessions of an engine are live, until the signal fires. */
  async follow(live: Cell<number>, signal: AbortSignal): Promise<void> {
    for await (const count of live.changes(signal)) {
      this.live.set(live, count);
      this.decide();
    }
    this.live.delete(live);
    this.decide();
  }

  private decide(): void {
    const isNeeded = this.isWanted && [...this.live.values()].some((count) => count > 0);
    if (isNeeded) this.blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker);
      this.blocker = null;
    }
  }
}
