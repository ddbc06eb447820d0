/** 1 s, as for a held file: soon enough for a person who recreates the folder and looks, and rare enough to cost nothing overnight. */
const attemptMs = 1000;

/** Retries something every second until it works; one attempt at a time. */
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

  /** If it has not worked yet, tries once more at once; then never again. */
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
