import { WirebenchError } from '../../../shared/base/errors.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { queueLimitBytes, queueLimitMessages } from '../../../shared/model/sending.ts';
import { Load } from './load.ts';

interface Waiting {
  readonly run: () => void;
  /** Whether something of it is for this one. */
  readonly isFor: (peer: object) => boolean;
}

/** What waits to be handed to the operating system: counts it and refuses what would be too much. */
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

  /** Throws LIMIT when something waits already and this would pass 16 MiB or 16,384 messages. Nothing is kept then. */
  take(size: number, messages = 1): void {
    const { bytes, count } = this.load;
    const isTooMuch = bytes + size * messages > queueLimitBytes || count + messages > queueLimitMessages;
    if (count > 0 && isTooMuch) throw this.refusal();
    for (let left = messages; left > 0; left -= 1) this.load.add(size);
  }

  /** What `take` has taken, or a part of its messages. */
  release(size: number, messages = 1): void {
    for (let left = messages; left > 0; left -= 1) this.load.remove(size);
  }

  /**
   * Runs the work at once, or, while the queue is shut, when it is open again; always in the order of the calls. `isFor` tells of a peer
   * whether it is for that one.
   */
  enter<Result>(
    work: () => Promise<Result>,
    isFor: (peer: object) => boolean = () => false,
  ): Promise<Result> {
    if (!this.shutNow) return work();
    return new Promise((resolve) => this.waiting.push({ run: () => resolve(work()), isFor }));
  }

  /** Resolves when what waits here for this one has had its turn; null when nothing does. */
  passed(peer: object): Promise<void> | null {
    return this.waiting.some(({ isFor }) => isFor(peer)) ? this.enter(() => Promise.resolve()) : null;
  }

  /** What is sent is recorded first: while no more can be recorded, it waits here, where its bytes are counted. */
  shut(): void {
    this.shutNow = true;
  }

  open(): void {
    this.shutNow = false;
    // What is let in may be so much that the queue is shut again.
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
      `${waiting} to be sent because ${why}, so this message was not taken. Send it again when the queue is shorter.`,
    );
  }
}
