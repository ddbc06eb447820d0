import type { Disposable } from './lifecycle.ts';
import { onAbort } from './onAbort.ts';

/** Tells listeners that something happened (events are named in the past tense). A listener that throws does not stop the others. */
export class Emitter<Event> {
  private readonly listeners = new Set<(event: Event) => void>();
  /** The listeners that the next event goes to; recreated when they change, not for each event. */
  private told: readonly ((event: Event) => void)[] | null = null;

  on(listener: (event: Event) => void): Disposable {
    this.listeners.add(listener);
    this.told = null;
    return {
      dispose: () => {
        this.listeners.delete(listener);
        this.told = null;
      },
    };
  }

  /** True while there are no listeners: then the caller need not create an event. */
  get isEmpty(): boolean {
    return this.listeners.size === 0;
  }

  emit(event: Event): void {
    let first: { error: unknown } | undefined;
    this.told ??= [...this.listeners];
    for (const listener of this.told) {
      try {
        listener(event);
      } catch (error) {
        first ??= { error };
      }
    }
    if (first) throw first.error;
  }
}

/**
 * A value that readers follow at their own pace: `changes` yields the current value, then again whenever it has changed since the reader
 * last asked. Values in between are skipped: the latest wins, and nothing is queued.
 */
export class Cell<Value> {
  private current: Value;
  private version = 0;
  private waiting = new Set<() => void>();

  constructor(initial: Value) {
    this.current = initial;
  }

  get value(): Value {
    return this.current;
  }

  set(value: Value): void {
    this.current = value;
    this.touch();
  }

  update(change: (value: Value) => Value): void {
    this.set(change(this.current));
  }

  /** Announces that the value was changed in place. */
  touch(): void {
    this.version += 1;
    const waiting = this.waiting;
    this.waiting = new Set();
    for (const wake of waiting) wake();
  }

  async *changes(signal: AbortSignal): AsyncGenerator<Value, void, undefined> {
    let seen = -1;
    let wake = (): void => undefined;
    // One listener for all items: one per item would cost more than the item.
    const listening = onAbort(signal, () => wake());
    try {
      while (!signal.aborted) {
        if (seen === this.version) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            this.waiting.add(wake);
          });
          this.waiting.delete(wake);
          continue;
        }
        seen = this.version;
        yield this.current;
      }
    } finally {
      listening.dispose();
    }
  }
}
