/** 16 ms: once per frame of a screen, however much flows. */
const infoIntervalMs = 16;

/** Says when what a session shows of itself is put together again: at once, or soon for what changes with every payload. */
export class InfoPulse {
  private due: (() => void) | null = null;
  private timer: NodeJS.Timeout | null = null;

  /** `due` is called from now on. */
  follow(due: () => void): void {
    this.due = due;
  }

  /** Within 16 ms, together with everything else until then. */
  soon(): void {
    this.timer ??= setTimeout(() => this.now(), infoIntervalMs);
  }

  /** At once. */
  now(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.due?.();
  }
}
