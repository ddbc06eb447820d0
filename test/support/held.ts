import { getEventListeners } from 'node:events';
import { readdirSync } from 'node:fs';
import { queryObjects } from 'node:v8';

/** What a process holds. Each of these grows with what is forgotten in it, and none with what is garbage. */
export interface Held {
  /** Listeners of `abort`, of all signals that have had one since counting began. */
  readonly abortListeners: number;
  readonly promises: number;
  /** Sockets, pipes, timers and the like. */
  readonly handles: number;
  /** 0 where there is no /proc. */
  readonly openFiles: number;
}

/** Counts what this process holds, until it is disposed. */
export class HeldCounter implements Disposable {
  private signals: WeakRef<EventTarget>[] = [];
  // oxlint-disable-next-line typescript/unbound-method -- It is called with the `this` of each call.
  private readonly original = EventTarget.prototype.addEventListener;

  constructor() {
    const { original } = this;
    const known = new WeakSet<EventTarget>();
    const met = (target: EventTarget): void => {
      if (known.has(target)) return;
      known.add(target);
      this.signals.push(new WeakRef(target));
    };
    EventTarget.prototype.addEventListener = function add(this: EventTarget, ...given): void {
      original.apply(this, given);
      if (given[0] === 'abort') met(this);
    };
  }

  [Symbol.dispose](): void {
    EventTarget.prototype.addEventListener = this.original;
  }

  /** Collects garbage first, and so stops the process for a while. */
  count(): Held {
    const promises = queryObjects(Promise, { format: 'count' });
    return { promises, ...this.countQuickly() };
  }

  /** What can be counted without collecting garbage; signals that are garbage may count until that happens. */
  countQuickly(): Omit<Held, 'promises'> {
    this.signals = this.signals.filter((signal) => signal.deref() !== undefined);
    let abortListeners = 0;
    for (const reference of this.signals) {
      const signal = reference.deref();
      if (signal) abortListeners += getEventListeners(signal, 'abort').length;
    }
    const handles = process.getActiveResourcesInfo().length;
    return { abortListeners, handles, openFiles: openFiles() };
  }
}

/** How many files, sockets and pipes this process has open; 0 where there is no /proc. */
export function openFiles(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
}
