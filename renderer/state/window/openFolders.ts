import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isWithinFolder, parentFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import { readStored, writeStored, type KeyStorage } from '../base/stored.ts';

/** Which folders of the tree are open; the browser remembers it for each workspace. */
export interface OpenFolders {
  readonly store: StoreApi<ReadonlySet<FolderPath>>;
  /** Takes what was remembered for a workspace, once that is known. */
  use(workspace: string): void;
  set(folder: FolderPath, isOpen: boolean): void;
  closeAll(): void;
  /** Opens a folder and those that it is in. */
  reveal(folder: FolderPath): void;
  /** Forgets a folder that was deleted, and those in it. */
  forget(folder: FolderPath): void;
  /** Follows a folder that has another path now. */
  moved(from: FolderPath, to: FolderPath): void;
}

const openSchema = z.array(z.string()).max(10_000);

export function createOpenFolders(storage: KeyStorage): OpenFolders {
  const store = createStore<ReadonlySet<FolderPath>>(() => new Set());
  let key: string | null = null;
  const put = (open: ReadonlySet<FolderPath>): void => {
    store.setState(open, true);
    if (key !== null) writeStored(storage, key, [...open].toSorted());
  };
  return {
    store,
    use(workspace) {
      const wanted = `wirebench.openFolders:${workspace}`;
      if (key === wanted) return;
      key = wanted;
      put(new Set([...(readStored(storage, key, openSchema) ?? []), ...store.getState()]));
    },
    set(folder, isOpen) {
      const open = new Set(store.getState());
      if (isOpen) open.add(folder);
      else open.delete(folder);
      put(open);
    },
    closeAll: () => put(new Set()),
    reveal(folder) {
      const open = new Set(store.getState());
      const count = open.size;
      for (let path = folder; path !== ''; path = parentFolder(path)) open.add(path);
      if (open.size > count) put(open);
    },
    forget: (folder) => put(new Set([...store.getState()].filter((path) => !isWithinFolder(path, folder)))),
    moved(from, to) {
      const follow = (path: FolderPath): FolderPath =>
        isWithinFolder(path, from) ? to + path.slice(from.length) : path;
      put(new Set([...store.getState()].map(follow)));
    },
  };
}
