import { createStore, type StoreApi } from 'zustand/vanilla';
import { codeOf } from '../../../shared/base/errors.ts';
import { undoMs } from '../../../shared/model/deletion.ts';
import type { DeletionId } from '../../../shared/model/ids.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { ToastStore } from './toasts.ts';

/** A deletion that can be undone. */
export interface Undoable {
  readonly deletion: DeletionId;
  /** What was deleted, within a sentence: `“redis”`, `3 recordings`. */
  readonly what: string;
  /** Puts into the window what belonged to it, once it is back. */
  readonly back?: (() => void) | undefined;
}

/** What was deleted from this window in the last ten seconds. */
export interface UndoStore {
  /** The newest last. */
  readonly store: StoreApi<readonly Undoable[]>;
  /**
   * Runs a deletion, says what was deleted, and offers to bring it back. `remove` resolves to null where nothing was deleted. Rejects as it
   * does.
   */
  delete(remove: () => Promise<Undoable | null>): Promise<void>;
  /** Whether a deletion is under way: it is what `undo` brings back. */
  isDeleting(): boolean;
  /** Brings back what was deleted last, as soon as it is deleted, or this. */
  undo(deletion?: DeletionId): void;
}

interface UndoParts {
  readonly client: WirebenchClient;
  readonly toasts: Pick<ToastStore, 'offer' | 'run'>;
  /** Takes what a screen reader says. */
  readonly announced: StoreApi<string>;
}

export function createUndoStore({ client, toasts, announced }: UndoParts): UndoStore {
  const store = createStore<readonly Undoable[]>(() => []);
  const endings = new Map<DeletionId, () => void>();
  // Deletions under way, the newest last. A person is as fast as the engine, and presses Ctrl Z before it has answered.
  let underWay: readonly { isUnwanted: boolean }[] = [];
  const newestUnderWay = (): { isUnwanted: boolean } | undefined =>
    underWay.findLast(({ isUnwanted }) => !isUnwanted);
  const forget = (deletion: DeletionId): void => {
    endings.get(deletion)?.();
    endings.delete(deletion);
    const others = store.getState().filter((each) => each.deletion !== deletion);
    store.setState(others, true);
  };
  const deleted = (undoable: Undoable): void => {
    const { deletion, what } = undoable;
    const action = { label: 'Undo', run: () => undo(deletion) };
    const endOffer = toasts.offer(`Deleted ${what}.`, action, undoMs);
    const timer = setTimeout(() => forget(deletion), undoMs);
    endings.set(deletion, () => {
      clearTimeout(timer);
      endOffer();
    });
    store.setState([...store.getState(), undoable], true);
  };
  const bringBack = (undoable: Undoable): void =>
    toasts.run(async () => {
      const { deletion, what, back } = undoable;
      try {
        await client.call('deletions.undo', { deletion });
      } catch (error) {
        // What has passed, such as a full disk, may be mended in time.
        if (codeOf(error) !== 'NOT_FOUND') deleted(undoable);
        throw error;
      }
      announced.setState(`Brought back ${what}`, true);
      back?.();
    });
  const undo = (wanted?: DeletionId): void => {
    const deleting = wanted === undefined ? newestUnderWay() : undefined;
    if (deleting) {
      deleting.isUnwanted = true;
      return;
    }
    const undoable = store.getState().findLast(({ deletion }) => wanted === undefined || deletion === wanted);
    if (!undoable) return;
    forget(undoable.deletion);
    bringBack(undoable);
  };
  return {
    store,
    isDeleting: () => newestUnderWay() !== undefined,
    undo,
    async delete(remove) {
      const deleting = { isUnwanted: false };
      underWay = [...underWay, deleting];
      try {
        const undoable = await remove();
        if (undoable) (deleting.isUnwanted ? bringBack : deleted)(undoable);
      } finally {
        underWay = underWay.filter((each) => each !== deleting);
      }
    },
  };
}
