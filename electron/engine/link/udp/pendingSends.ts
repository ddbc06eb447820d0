import { LinkProblem } from '../../base/linkProblem.ts';

/** The datagrams of one socket that were handed over, and that may or may not have left. */
export class PendingSends {
  private readonly pending = new Map<Promise<void>, (problem: LinkProblem) => void>();

  /** Settles as `sending` does, or rejects when it is given up. */
  track(sending: Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.pending.set(promise, reject);
    sending.then(resolve, reject).finally(() => this.pending.delete(promise));
    return promise;
  }

  /** Resolves when every send so far has left or failed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.pending.keys());
  }

  /** Call it after closing: a closed Node socket reports nothing more about the datagrams it was given. */
  giveUp(): void {
    for (const reject of this.pending.values()) {
      reject(new LinkProblem('The socket was closed before this datagram was sent.'));
    }
  }
}
