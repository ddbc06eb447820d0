import type { Disposable } from '../../../shared/base/lifecycle.ts';

/** Keeps the most recently used values, up to a number, and disposes the least recently used. */
export class Recent<Value extends Disposable> implements Disposable {
  private readonly limit: number;
  /** In the order of their last use. */
  private readonly values = new Map<string, Value>();

  constructor(limit: number) {
    this.limit = limit;
  }

  get(key: string, make: () => Value): Value {
    const value = this.values.get(key) ?? make();
    this.values.delete(key);
    this.values.set(key, value);
    for (const [oldest, ended] of this.values) {
      if (this.values.size <= this.limit) break;
      this.values.delete(oldest);
      ended.dispose();
    }
    return value;
  }

  /** Disposes the value, if there is one: the next use makes another. */
  drop(key: string): void {
    this.values.get(key)?.dispose();
    this.values.delete(key);
  }

  /** The most recently used comes last. */
  all(): readonly Value[] {
    return [...this.values.values()];
  }

  dispose(): void {
    for (const value of this.values.values()) value.dispose();
    this.values.clear();
  }
}
