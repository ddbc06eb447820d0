import { WirebenchError } from '../../../shared/base/errors.ts';
import { queueLimitBytes } from '../../../shared/model/session.ts';

/** Counts the bytes that wait to be handed to the operating system, and refuses what would be too much. */
export class SendQueue {
  private waitingBytes = 0;

  get queuedBytes(): number {
    return this.waitingBytes;
  }

  /** Throws LIMIT when something waits already and `size` more would pass 16 MiB. Nothing is kept then. */
  take(size: number): void {
    if (this.waitingBytes > 0 && this.waitingBytes + size > queueLimitBytes) {
      const waiting = (this.waitingBytes / 1024 / 1024).toFixed(1);
      throw new WirebenchError(
        'LIMIT',
        `${waiting} MiB wait to be sent because the other side does not read, so this message was not taken. Send it again when the queue is shorter.`,
      );
    }
    this.waitingBytes += size;
  }

  release(size: number): void {
    this.waitingBytes -= size;
  }
}
