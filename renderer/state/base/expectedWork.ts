/** Changes still to come: fields that report their text only when they are left, and pending answers. */
export class ExpectedWork {
  private readonly fields = new Set<() => void>();
  private last: Promise<void> | null = null;

  /**
   * Registers a function that takes over a field's text whenever the contents of the screen are about to be used. Returns a function that
   * ends this.
   */
  onHandOver(handOver: () => void): () => void {
    this.fields.add(handOver);
    return () => void this.fields.delete(handOver);
  }

  /** Takes over the text of every field that was not left yet. */
  handOver(): void {
    for (const handOver of this.fields) handOver();
  }

  /** Makes `settle` wait for this work. `onFailure` is called even when nobody waits. */
  expect(work: Promise<unknown>, onFailure: (error: unknown) => void): void {
    const all = both(this.last, work).finally(() => {
      if (this.last === all) this.last = null;
    });
    this.last = all;
    all.catch(onFailure);
  }

  /** Resolves when everything on the screen has been taken over; rejects when part of it could not be. */
  async settle(): Promise<void> {
    this.handOver();
    // Another answer may be expected meanwhile.
    while (this.last !== null) await this.last;
  }
}

/** Waits for both, even if one fails at once. */
async function both(earlier: Promise<void> | null, work: Promise<unknown>): Promise<void> {
  const outcomes = await Promise.allSettled([earlier, work]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
