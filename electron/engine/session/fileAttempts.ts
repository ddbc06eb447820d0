/** 1 s, as for a file that is held: soon enough for who makes the folder again and looks, and seldom enough to cost nothing for a night. */
const attemptMs = 1000;

/** Tries something every second until it has worked; one attempt at a time. */
export class FileAttempts {
  private readonly attempt: () => Promise<boolean>;
  private timer: NodeJS.Timeout | null = null;
  private underWay: Promise<void> | null = null;

  constructor(attempt: () => Promise<boolean>) {
    this.attempt = attempt;
  }

  begin(): void {
    this.timer ??= setTimeout(() => void this.tryOnce(), attemptMs);
  }

  /** Tries once more at once, if it has not worked, and then no more. */
  async end(): Promise<void> {
    await this.underWay;
    if (this.timer === null) return;
    await this.tryOnce();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private tryOnce(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.underWay = this.tryNow();
    return this.underWay;
  }

  private async tryNow(): Promise<void> {
    const worked = await this.attempt();
    this.underWay = null;
    if (!worked) this.begin();
  }
}
