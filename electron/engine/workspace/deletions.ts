import { WirebenchError } from '../../../shared/base/errors.ts';
import { undoMs } from '../../../shared/model/deletion.ts';
import { deletionIdSchema, type DeletionId } from '../../../shared/model/ids.ts';

/** Something that was deleted and may come back. */
export interface Removed {
  /** What it said, whose secrets must stay until it lapses. */
  readonly said: readonly object[];
  /** Brings it back. Rejects with a sentence; it may be tried again then. */
  restore(): Promise<void>;
  /** It will not come back: what was kept for that goes. It must not reject. */
  lapse(): Promise<void>;
}

/** 2 s more than is offered: a click at the last moment still counts. */
const graceMs = 2000;

interface Pending {
  readonly removed: Removed;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * What was deleted in the last ten seconds. It is off the disk already, or aside under a hidden name, so that a program that ends here, in
 * whatever way, leaves it deleted.
 */
export class Deletions {
  private readonly makeId: () => string;
  private readonly pending = new Map<DeletionId, Pending>();
  /** Deletions under way: what they delete may be off every list already, and is not said yet. */
  private readonly making = new Set<Promise<unknown>>();
  /** What lapses, and what waits for that or for deletions under way. */
  private readonly ending = new Set<Promise<void>>();
  /** What is on its way back, and when that has ended. */
  private readonly returning = new Map<Removed, Promise<void>>();
  private isClosed = false;

  constructor(makeId: () => string) {
    this.makeId = makeId;
  }

  /** What was deleted said this, and may say it again: it may refer to secrets. */
  get said(): readonly object[] {
    const pending = [...this.pending.values()].map(({ removed }) => removed);
    return [...pending, ...this.returning.keys()].flatMap(({ said }) => said);
  }

  /** Deletes something, and keeps it for a while, as one deletion. Rejects as `remove`. */
  async make(remove: () => Promise<Removed | readonly Removed[]>): Promise<DeletionId> {
    const removing = remove();
    this.making.add(removing);
    try {
      return this.add(await removing);
    } finally {
      this.making.delete(removing);
    }
  }

  /**
   * Runs it when all that was deleted is said: at once, or when the deletions under way have ended. It does not wait for these, which may wait for
   * the caller. `run` must not reject.
   */
  async whenSaid(run: () => Promise<void>): Promise<void> {
    if (this.making.size === 0) await run();
    else this.end(Promise.allSettled(this.making).then(() => this.whenSaid(run)));
  }

  /** Rejects with NOT_FOUND when it is too late, and with a sentence when it cannot be brought back. */
  async undo(id: DeletionId): Promise<void> {
    const found = this.pending.get(id);
    if (!found) throw new WirebenchError('NOT_FOUND', 'It is too late to undo this deletion.');
    clearTimeout(found.timer);
    this.pending.delete(id);
    const returned = this.bringBack(id, found.removed);
    this.returning.set(found.removed, returned);
    await returned;
  }

  /**
   * Nothing comes back once what is on its way is back; what is deleted later is gone for good. Resolves when what was kept is gone.
   */
  async close(): Promise<void> {
    // More may be asked for meanwhile, and who looks at what is said must not find it gone.
    while (this.making.size + this.returning.size + this.ending.size > 0) {
      await Promise.allSettled([...this.making, ...this.returning.values(), ...this.ending]);
    }
    this.isClosed = true;
    for (const id of this.pending.keys()) this.lapse(id);
    while (this.ending.size > 0) await Promise.all(this.ending);
  }

  private add(removed: Removed | readonly Removed[]): DeletionId {
    const id = deletionIdSchema.parse(this.makeId());
    this.hold(id, 'said' in removed ? removed : together(removed));
    return id;
  }

  private async bringBack(id: DeletionId, removed: Removed): Promise<void> {
    try {
      await removed.restore();
    } catch (error) {
      this.hold(id, removed);
      throw error;
    } finally {
      this.returning.delete(removed);
    }
  }

  private hold(id: DeletionId, removed: Removed): void {
    const timer = setTimeout(() => this.lapse(id), undoMs + graceMs);
    timer.unref();
    this.pending.set(id, { removed, timer });
    if (this.isClosed) this.lapse(id);
  }

  private lapse(id: DeletionId): void {
    const found = this.pending.get(id);
    if (!found) return;
    clearTimeout(found.timer);
    this.pending.delete(id);
    this.end(found.removed.lapse());
  }

  private end(work: Promise<void>): void {
    const ended = work.finally(() => this.ending.delete(ended));
    this.ending.add(ended);
  }
}

/** Parts as one, in the order in which they were removed: a connection comes back before its messages. */
export function together(parts: readonly Removed[]): Removed {
  const left = [...parts];
  return {
    said: parts.flatMap(({ said }) => said),
    async restore() {
      // What is back already stays so when a later part fails and is tried again.
      for (let part = left[0]; part; part = left[0]) {
        await part.restore();
        left.shift();
      }
    },
    async lapse() {
      for (const part of left) await part.lapse();
    },
  };
}
