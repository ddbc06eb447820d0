import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { queueLimitBytes, queueLimitMessages } from '../../../shared/model/sending.ts';
import { Load } from './load.ts';

interface Waiting {
  readonly run: () => void;
  /** Tells whether part of this work is for this peer. */
  readonly isFor: (peer: object) => boolean;
}

/** The messages waiting to be handed to the operating system: counts them and refuses those beyond the limit. */
export class SendQueue {
  private readonly load = new Load();
  private shutNow = false;
  private readonly waiting: Waiting[] = [];

  get queuedBytes(): number {
    return this.load.bytes;
  }

  get isShut(): boolean {
    return this.shutNow;
  }

  /** Throws LIMIT when something is waiting already and this would exceed 16 MiB or 16,384 messages. Nothing is kept then. */
  take(size: number, messages = 1): void {
    const { bytes, count } = this.load;
    const isTooMuch = bytes + size * messages > queueLimitBytes || count + messages > queueLimitMessages;
    if (count > 0 && isTooMuch) throw this.refusal();
    for (let left = messages; left > 0; left -= 1) this.load.add(size);
  }

  /** Gives back what `take` has taken, or some of its messages. */
  release(size: number, messages = 1): void {
    for (let left = messages; left > 0; left -= 1) this.load.remove(size);
  }

  /**
   * Runs the work at once, or, while the queue is shut, when it opens again; always in the order of the calls. `isFor` says whether the
   * work is for a given peer.
   */
  enter<Result>(
    work: () => Promise<Result>,
    isFor: (peer: object) => boolean = () => false,
  ): Promise<Result> {
    if (!this.shutNow) return work();
    return new Promise((resolve) => this.waiting.push({ run: () => resolve(work()), isFor }));
  }

  /** Resolves when everything waiting here for this peer has had its turn; null when nothing is waiting. */
  passed(peer: object): Promise<void> | null {
    return this.waiting.some(({ isFor }) => isFor(peer)) ? this.enter(() => Promise.resolve()) : null;
  }

  /** A message is recorded before it is sent: while nothing more can be recorded, messages wait here, where their bytes are counted. */
  shut(): void {
    this.shutNow = true;
  }

  open(): void {
    this.shutNow = false;
    // The work let in may be enough to shut the queue again.
    for (let next = this.waiting.shift(); next; next = this.shutNow ? undefined : this.waiting.shift())
      next.run();
  }

  private refusal(): WirebenchError {
    const { bytes, count } = this.load;
    const isMany = bytes <= queueLimitBytes / 2;
    const waiting = isMany
      ? `${formatCount(count)} messages wait`
      : `${(bytes / 1024 / 1024).toFixed(1)} MiB wait`;
    const why = this.shutNow ? 'the disk cannot keep up' : 'the other side does not read';
    return new WirebenchError(
      'LIMIT',
      `${waiting} to be sent because ${why}, so this message was not accepted. Send it again when the queue is shorter.`,
    );
  }
}
