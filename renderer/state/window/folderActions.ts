import {
  folderName,
  freeFolderName,
  isWithinFolder,
  parentFolder,
  type FolderPath,
} from '../../../shared/model/connectionFolder.ts';
import { formatCounted, plural } from '../../../shared/base/quantity.ts';
import type { Question } from '../base/questions.ts';
import type { DraftStore } from './drafts.ts';
import { liveSessionsOf, removeUnlessRefused } from './deletion.ts';
import { moveByKey, type MoveDirection, type TreeMove } from '../workspace/treeMoves.ts';
import { folderKey, folderOfKey } from '../workspace/treeRows.ts';
import { keyOfTab } from './tabs.ts';
import { showRow } from './sidebar.ts';
import { wordsOfTreeMove } from './moveWords.ts';
import type { WorkbenchState } from './workbench.ts';

/** The person's actions on the folders of connections. */
export interface FolderActions {
  /** Makes a folder, and lets the person name it. */
  newFolder: (parent: FolderPath) => void;
  renameFolder: (folder: FolderPath, name: string) => void;
  duplicateFolder: (folder: FolderPath) => void;
  askToDeleteFolder: (folder: FolderPath) => void;
  /** Moves a connection or a folder to where it was dropped. */
  moveInTree: (move: TreeMove) => void;
  /** Moves a row one step. Steps that are asked for quickly follow each other. */
  stepInTree: (key: string, direction: MoveDirection) => void;
}

export function createFolderActions(
  state: WorkbenchState,
  drafts: Pick<DraftStore, 'forget'>,
): FolderActions {
  const { connections, openFolders, sidebar, toasts, questions, announced } = state;
  const { folders } = connections;
  const steps = createTreeSteps(state, (wanted) => move(wanted));
  /** The row under the keys stays the one that it was. */
  const moved = (from: FolderPath, to: FolderPath): void => {
    openFolders.moved(from, to);
    steps.moved(from, to);
    if (sidebar.getState().focused === folderKey(from)) sidebar.setState({ focused: folderKey(to) });
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
    const words = wordsOfTreeMove(connections.store.getState().tree, key, before);
    if (words !== null) announced.setState(words, true);
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
    askToDeleteFolder: (folder) => questions.setState(questionToDelete(state, drafts, folder)),
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

function questionToDelete(
  state: WorkbenchState,
  drafts: Pick<DraftStore, 'forget'>,
  folder: FolderPath,
): Question {
  const { connections, messages, tabs, sidebar, openFolders } = state;
  const { tree } = connections.store.getState();
  const ids = tree.connectionsBelow(folder).map(({ id }) => id);
  const written = [...messages.store.getState().messages.values()]
    .filter((message) => isWithinFolder(message.folder, folder))
    .map(({ id }) => id);
  const live = liveSessionsOf(state, ids);
  return {
    title: `Delete the folder “${folderName(folder)}”?`,
    text: `${textOf(ids.length, live.length)}${messagesText(written.length)}`,
    action: 'Delete',
    run: async () => {
      await removeUnlessRefused(state, ids, () => connections.folders.remove(folder, ids, written));
      drafts.forget(...ids, ...written);
      openFolders.forget(folder);
      for (const id of ids) tabs.close(keyOfTab({ kind: 'connection', id }));
      const parent = parentFolder(folder);
      sidebar.setState({ focused: parent === '' ? null : folderKey(parent) });
    },
  };
}

function textOf(connections: number, live: number): string {
  if (connections === 0) return 'It has no connections.';
  const isOne = connections === 1;
  const closed =
    live === 0
      ? ''
      : `, and ${live === 1 ? 'the one that is open is' : `the ${live} that are open are`} closed`;
  return `${isOne ? 'The connection' : `The ${formatCounted(connections, 'connection')}`} in it ${isOne ? 'is' : 'are'} deleted from the workspace${closed}. ${isOne ? 'Its' : 'Their'} recordings stay.`;
}

function messagesText(messages: number): string {
  if (messages === 0) return '';
  return ` ${formatCounted(messages, 'named message')} in it ${plural(messages, 'is', 'are')} deleted, too.`;
}
