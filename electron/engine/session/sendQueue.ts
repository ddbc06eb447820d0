import { WirebenchError } from '../../../shared/base/errors.ts';
import { queueLimitBytes } from '../../../shared/model/sending.ts';

/** What waits to be handed to the operating system: counts its bytes and refuses what would be too much. */
export class SendQueue {
  private waitingBytes = 0;
  private shutNow = false;
  private readonly waiting: (() => void)[] = [];

  get queuedBytes(): number {
    return this.waitingBytes;
  }

  get isShut(): boolean {
    return this.shutNow;
  }

  /** Throws LIMIT when something waits already and `size` more would pass 16 MiB. Nothing is kept then. */
  take(size: number): void {
    if (this.waitingBytes > 0 && this.waitingBytes + size > queueLimitBytes) {
      const waiting = (this.waitingBytes / 1024 / 1024).toFixed(1);
      const why = this.shutNow ? 'the disk cannot keep up' : 'the other side does not read';
      throw new WirebenchError(
        'LIMIT',
        `${waiting} MiB wait to be sent because ${why}, so this message was not taken. Send it again when the queue is shorter.`,
      );
    }
    this.waitingBytes += size;
  }

  release(size: number): void {
    this.waitingBytes -= size;
  }

  /** Runs the work at once, or, while the queue is shut, when it is open again; always in the order of the calls. */
  enter<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.shutNow) return work();
    return new Promise((resolve) => this.waiting.push(() => resolve(work())));
  }

  /** What is sent is recorded first: while no more can be recorded, it waits here, where its bytes are counted. */
  shut(): void {
    this.shutNow = true;
  }

  open(): void {
    this.shutNow = false;
    // What is let in may be so much that the queue is shut again.
    for (let next = this.waiting.shift(); next; next = this.shutNow ? undefined : this.waiting.shift())
      next();
  }
}
