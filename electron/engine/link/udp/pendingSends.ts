import { LinkProblem } from '../../base/linkProblem.ts';

/** The datagrams of one socket that were handed over, and of which nobody knows yet whether they have left. */
export class PendingSends {
  private readonly pending = new Map<Promise<void>, (problem: LinkProblem) => void>();

  /** Settles as `sending` does, or rejects when it is given up. */
  track(sending: Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.pending.set(promise, reject);
    sending.then(resolve, reject).finally(() => this.pending.delete(promise));
    return promise;
  }

  /** Resolves when what was to be sent so far has left, or has failed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.pending.keys());
  }

  /** Once it is closed, a socket of Node says nothing more of what it was handed. */
  giveUp(): void {
    for (const reject of this.pending.values()) {
      reject(new LinkProblem('The socket was closed before this datagram had left.'));
    }
  }
}
