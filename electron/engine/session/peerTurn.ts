import type { HoldUp } from './sendQueue.ts';

/**
 * The order of what is sent to one peer while something is on its way to it that nothing may interrupt: a file, a message of which a fragment
 * was sent, or messages that are still read. Everything else waits here.
 */
export class PeerTurn {
  readonly of: HoldUp;
  private readonly waiting: (() => void)[] = [];

  constructor(of: HoldUp) {
    this.of = of;
  }

  /** Runs the work when the turn ends, in the order of the calls. */
  enter<Result>(work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve) => this.waiting.push(() => resolve(work())));
  }

  /** It has been sent, or never will be: lets everything go that waits, in this turn. Nothing enters afterwards. */
  end(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}

/** What a peer was waiting for is sent in this turn. */
export function endTurn(entry: { turn: PeerTurn | null }): void {
  const { turn } = entry;
  entry.turn = null;
  turn?.end();
}
