/** The order of what is sent to one peer while a file is on its way to it: everything else waits here. */
export class PeerTurn {
  private readonly waiting: (() => void)[] = [];

  /** Runs the work when the file has been sent, in the order of the calls. */
  enter<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve) => this.waiting.push(() => resolve(work())));
  }

  /** The file has been sent, or never will be: lets everything go that waits, in this turn. Nothing enters afterwards. */
  end(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}
