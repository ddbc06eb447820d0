import {
  folderName,
  freeFolderName,
  isWithinFolder,
  parentFolder,
  type FolderPath,
} from '../../../shared/model/connectionFolder.ts';
import { moveByKey, type MoveDirection, type TreeMove } from '../workspace/treeMoves.ts';
import { folderKey, folderOfKey } from '../workspace/treeRows.ts';
import { showRow } from './sidebar.ts';
import { wordsOfTreeMove } from './moveWords.ts';
import { untilPlaced } from './untilPlaced.ts';
import type { WorkbenchState } from './workbench.ts';

/** The person's actions on the folders of connections. */
export interface FolderActions {
  /** Makes a folder, and lets the person name it. */
  newFolder: (parent: FolderPath) => void;
  renameFolder: (folder: FolderPath, name: string) => void;
  duplicateFolder: (folder: FolderPath) => void;
  /** Moves a connection or a folder to where it was dropped. */
  moveInTree: (move: TreeMove) => void;
  /** Moves a row one step. Steps that are asked for quickly follow each other. */
  stepInTree: (key: string, direction: MoveDirection) => void;
}

export function createFolderActions(state: WorkbenchState): FolderActions {
  const { connections, openFolders, sidebar, toasts, announced } = state;
  const { folders } = connections;
  const steps = createTreeSteps(state, (wanted) => move(wanted));
  /** The row under the keys stays the one that it was, and in view. */
  const moved = (from: FolderPath, to: FolderPath): void => {
    openFolders.moved(from, to);
    steps.moved(from, to);
    if (sidebar.getState().focused === folderKey(from))
      sidebar.setState({ focused: folderKey(to), revealed: folderKey(to) });
  };
  const apply = async (wanted: TreeMove): Promise<string> => {
    if ('connection' in wanted) {
      await connections.move(wanted.connection, wanted.into, wanted.place);
      return wanted.connection;
    }
    const path = await folders.move(wanted.folder, wanted.into, wanted.place);
    moved(wanted.folder, path);
    return folderKey(path);
  };
  const move = async (wanted: TreeMove): Promise<void> => {
    const before =
      'connection' in wanted ? connections.get(wanted.connection)?.folder : parentFolder(wanted.folder);
    const key = await apply(wanted);
    openFolders.reveal(wanted.into);
    const words = wordsOfTreeMove(connections.store.getState().tree, key, before, wanted.place);
    if (words !== null) announced.setState(words, true);
    await untilPlaced(connections.store, key, wanted);
  };
  return {
    newFolder: (parent) =>
      toasts.run(async () => {
        const siblings = connections.store.getState().tree.contentOf(parent).folders;
        const name = freeFolderName(
          'New folder',
          siblings.map(({ path }) => folderName(path)),
        );
        const path = await folders.create(parent, name);
        openFolders.reveal(parent);
        sidebar.setState({ search: '', focused: folderKey(path), renaming: folderKey(path) });
      }),
    renameFolder: (folder, name) => toasts.run(async () => moved(folder, await folders.rename(folder, name))),
    duplicateFolder: (folder) =>
      toasts.run(async () => showRow(sidebar, folderKey(await folders.duplicate(folder)))),
    moveInTree: (wanted) => toasts.run(() => move(wanted)),
    stepInTree: (key, direction) => {
      if (sidebar.getState().search.trim() !== '') {
        toasts.failed(new Error('Nothing was moved: the search hides rows. Clear it, then move the row.'));
        return;
      }
      sidebar.setState({ focused: key });
      steps.take(key, direction);
    },
  };
}

interface TreeSteps {
  /** Moves a row one step, after the steps that were asked for before. */
  take(key: string, direction: MoveDirection): void;
  /** A folder has moved, so rows that wait have other keys. */
  moved(from: FolderPath, to: FolderPath): void;
}

function createTreeSteps(
  { connections, toasts }: WorkbenchState,
  move: (wanted: TreeMove) => Promise<void>,
): TreeSteps {
  const waiting = new Set<{ key: string }>();
  const stepAfter = async (before: Promise<void>, key: string, direction: MoveDirection): Promise<void> => {
    // A folder that a step before this one moves has another key then.
    const row = { key };
    waiting.add(row);
    await before;
    waiting.delete(row);
    const step = moveByKey(connections.store.getState().tree, row.key, direction);
    if (step) await move(step).catch((error: unknown) => toasts.failed(error));
  };
  let last = Promise.resolve();
  return {
    take(key, direction) {
      last = stepAfter(last, key, direction);
    },
    moved(from, to) {
      for (const row of waiting) row.key = keyAfter(row.key, from, to);
    },
  };
}

/** The key of a row once a folder has moved, which may be the row or hold it. */
function keyAfter(key: string, from: FolderPath, to: FolderPath): string {
  const path = folderOfKey(key);
  return path !== null && isWithinFolder(path, from) ? folderKey(to + path.slice(from.length)) : key;
}
