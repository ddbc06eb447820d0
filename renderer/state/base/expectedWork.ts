/** What will still change something: fields that are handed over only when they are left, and answers that are on their way. */
export class ExpectedWork {
  private readonly fields = new Set<() => void>();
  private last: Promise<void> | null = null;

  /** Takes a field's text over whenever somebody is about to use what is on the screen. Gives what ends that. */
  onHandOver(handOver: () => void): () => void {
    this.fields.add(handOver);
    return () => void this.fields.delete(handOver);
  }

  /** Lets who settles wait for this. `onFailure` is told even when nobody waits. */
  expect(work: Promise<unknown>, onFailure: (error: unknown) => void): void {
    const all = both(this.last, work).finally(() => {
      if (this.last === all) this.last = null;
    });
    this.last = all;
    all.catch(onFailure);
  }

  /** Resolves when everything on the screen has been taken over; rejects when something of it could not be. */
  async settle(): Promise<void> {
    for (const handOver of this.fields) handOver();
    // Another answer may be expected meanwhile.
    while (this.last !== null) await this.last;
  }
}

/** Waits for both, also where one fails at once. */
async function both(earlier: Promise<void> | null, work: Promise<unknown>): Promise<void> {
  const outcomes = await Promise.allSettled([earlier, work]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
