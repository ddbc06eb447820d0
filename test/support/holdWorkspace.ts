import {
  lockWorkspace,
  type LockParts,
  type WorkspaceLock,
} from '../../electron/engine/lock/workspaceLock.ts';
import { makeId } from '../../electron/engine/base/makeId.ts';
import { createStore } from '../../electron/engine/store/main/createStore.ts';
import type { Store } from '../../electron/engine/store/store.ts';
import { storeWorkerUrl } from '../../electron/workerUrls.ts';

/** Locks a workspace as an engine does, with the store that is given, or one of its own, which ends with the lock. */
export async function holdWorkspace(
  workspace: string,
  parts: Partial<Omit<LockParts, 'workspace' | 'locks'>> = {},
  shared?: Store,
): Promise<WorkspaceLock & AsyncDisposable> {
  const warn = (sentence: string): never => {
    throw new Error(sentence);
  };
  const store = shared ?? createStore({ workerUrl: storeWorkerUrl() });
  const end = (): Promise<void> => (shared === undefined ? store.close() : Promise.resolve());
  try {
    const lock = await lockWorkspace({
      workspace,
      host: 'headless',
      makeId,
      log: { warn },
      locks: store,
      ...parts,
    });
    const release = async (): Promise<void> => {
      await lock.release();
      await end();
    };
    return { readOnly: lock.readOnly, leave: () => lock.leave(), release, [Symbol.asyncDispose]: release };
  } catch (error) {
    await end();
    throw error;
  }
}
