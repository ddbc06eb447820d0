import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { SavedConnection } from '../../../shared/model/connection.ts';

/** 2 s: git deletes a file before it writes it at its new place, and a large checkout takes a while in between. */
const usualGraceMs = 2000;

/** Connections that have just left the list, as they were, by their ids. */
export type Missed = ReadonlyMap<string, SavedConnection>;

/** Keeps connections that have left the list for a time: what moves a file deletes it first. */
export class MissedConnections implements Disposable {
  private readonly changed: (missed: Missed) => void;
  private readonly graceMs: number;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly leaving = new Set<string>();
  private missed: Missed = new Map();

  /** `changed` is told when a connection is missed for good; `graceMs` is for tests. */
  constructor(changed: (missed: Missed) => void, graceMs = usualGraceMs) {
    this.changed = changed;
    this.graceMs = graceMs;
  }

  /** What is missed once the list is `next` instead of `before`. */
  look(before: Missed, next: Missed): Missed {
    if (before === next && this.missed.size === 0) return this.missed;
    const missed = new Map([...this.missed].filter(([id]) => !next.has(id)));
    for (const [id, connection] of before) {
      // One that was deleted here may come back, and leave once more.
      if (!next.has(id) && !this.leaving.delete(id)) missed.set(id, connection);
    }
    if (missed.size === 0 && this.missed.size === 0) return this.missed;
    this.missed = missed;
    this.time();
    return missed;
  }

  /** Deletes connections on purpose: they are not missed, unless it fails. */
  async leave<Value>(ids: readonly string[], work: () => Promise<Value>): Promise<Value> {
    for (const id of ids) this.leaving.add(id);
    try {
      return await work();
    } catch (error) {
      for (const id of ids) this.leaving.delete(id);
      throw error;
    }
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private time(): void {
    for (const [id, timer] of this.timers) {
      if (this.missed.has(id)) continue;
      clearTimeout(timer);
      this.timers.delete(id);
    }
    for (const id of this.missed.keys()) {
      if (!this.timers.has(id))
        this.timers.set(
          id,
          setTimeout(() => this.forget(id), this.graceMs),
        );
    }
  }

  private forget(id: string): void {
    this.timers.delete(id);
    const missed = new Map(this.missed);
    missed.delete(id);
    this.missed = missed;
    this.changed(missed);
  }
}
