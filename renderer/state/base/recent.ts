import type { Disposable } from '../../../shared/base/lifecycle.ts';

/** Keeps the most recently used values, up to a number, and disposes the least recently used that nobody holds. */
export class Recent<Value extends Disposable> implements Disposable {
  private readonly limit: number;
  private readonly isHeld: (value: Value) => boolean;
  /** In the order of their last use. */
  private readonly values = new Map<string, Value>();

  constructor(limit: number, isHeld: (value: Value) => boolean = () => false) {
    this.limit = limit;
    this.isHeld = isHeld;
  }

  get(key: string, make: () => Value): Value {
    const value = this.values.get(key) ?? make();
    this.values.delete(key);
    this.values.set(key, value);
    for (const [oldest, ended] of this.values) {
      if (this.values.size <= this.limit) break;
      if (ended === value || this.isHeld(ended)) continue;
      this.values.delete(oldest);
      ended.dispose();
    }
    return value;
  }

  /** The value, if there is one; that is no use of it. */
  peek(key: string): Value | undefined {
    return this.values.get(key);
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

/** Which values are in use; each as often as it was held. */
export class Holds {
  private readonly counts = new Map<object, number>();

  has(value: object): boolean {
    return this.counts.has(value);
  }

  /** The value is in use until the result is disposed. */
  hold(value: object): Disposable {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
    return {
      dispose: () => {
        const left = (this.counts.get(value) ?? 0) - 1;
        if (left > 0) this.counts.set(value, left);
        else this.counts.delete(value);
      },
    };
  }
}
