/** What was asked of a link meanwhile. */
interface Waiting {
  readonly go: () => void;
  readonly refuse: (reason: Error) => void;
}

/** The time in which a link goes over to TLS: what was asked of it waits, in order, and none of it leaves in plain text. */
export class Upgrading {
  /** The socket is in the hands of TLS. */
  isHandshake = false;
  private readonly abort = new AbortController();
  private readonly waiting: Waiting[] = [];

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  cancel(): void {
    this.abort.abort();
  }

  /** Does it when the link is secured. */
  wait(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ go: () => void work().then(resolve, reject), refuse: reject });
    });
  }

  /** What is asked for while this runs comes behind what waits. */
  release(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next.go();
  }

  refuse(reason: Error): void {
    this.cancel();
    for (const { refuse } of this.waiting.splice(0)) refuse(reason);
  }
}
