/** Runs one task after the other, in the order in which they were given. A task that fails does not prevent the next from running. */
export class Serial {
  private last: Promise<unknown> = Promise.resolve();

  run<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = this.last.then(task);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when every task given until now is done. */
  async settled(): Promise<void> {
    await this.last;
  }
}
