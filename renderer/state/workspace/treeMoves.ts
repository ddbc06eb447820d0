import { isWithinFolder, parentFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { SavedConnection } from '../../../shared/model/connection.ts';
import type { ConnectionTree } from '../../../shared/model/connectionTree.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { Place } from './connections.ts';
import { folderKey, folderOfKey, type TreeRow } from './treeRows.ts';

/** A move of a connection or of a folder, as the engine is asked for it. */
export type TreeMove =
  | { readonly connection: ConnectionId; readonly into: FolderPath; readonly place: Place<ConnectionId> }
  | { readonly folder: FolderPath; readonly into: FolderPath; readonly place: Place<FolderPath> };

/** Where something that is dragged would go, and where that is shown. */
export interface Drop {
  readonly move: TreeMove;
  /** The row at which it is shown; null for the whole tree. */
  readonly key: string | null;
  readonly edge: 'before' | 'after' | 'into';
}

/** The directions of Alt with an arrow key. */
export type MoveDirection = 'up' | 'down' | 'out' | 'in';

/** The move of Alt with an arrow key on the row with this key; null where there is no way, or no such row. */
export function moveByKey(tree: ConnectionTree, key: string, direction: MoveDirection): TreeMove | null {
  const path = folderOfKey(key);
  if (path !== null) return moveOfFolder(tree, path, direction);
  const connection = tree.connectionsBelow('').find(({ id }) => id === key);
  return connection ? moveOfConnection(tree, connection, direction) : null;
}

function moveOfFolder(tree: ConnectionTree, folder: FolderPath, direction: MoveDirection): TreeMove | null {
  const parent = parentFolder(folder);
  const paths = tree.contentOf(parent).folders.map(({ path }) => path);
  if (!paths.includes(folder)) return null;
  const into = folderTowards(direction, parent, paths[paths.indexOf(folder) - 1]);
  if (into !== undefined) return into === null ? null : { folder, into, place: 'by-name' };
  const before = shifted(paths, folder, direction);
  return before === undefined ? null : { folder, into: parent, place: { before } };
}

function moveOfConnection(
  tree: ConnectionTree,
  { id, folder }: SavedConnection,
  direction: MoveDirection,
): TreeMove | null {
  const { folders, connections } = tree.contentOf(folder);
  const into = folderTowards(direction, folder, folders.at(-1)?.path);
  if (into !== undefined) return into === null ? null : { connection: id, into, place: 'by-name' };
  const before = shifted(
    connections.map((each) => each.id),
    id,
    direction,
  );
  return before === undefined ? null : { connection: id, into: folder, place: { before } };
}

/** The folder that a step out or in leads to; null where there is none, undefined for other steps. */
function folderTowards(
  direction: MoveDirection,
  parent: FolderPath,
  above: FolderPath | undefined,
): FolderPath | null | undefined {
  if (direction === 'in') return above ?? null;
  if (direction === 'out') return parent === '' ? null : parentFolder(parent);
  return undefined;
}

/** What it stands before after one step: null for the end, undefined where there is no step. */
function shifted<Key>(keys: readonly Key[], key: Key, direction: MoveDirection): Key | null | undefined {
  const index = keys.indexOf(key);
  if (direction === 'up') return keys[index - 1];
  return index + 1 < keys.length ? (keys[index + 2] ?? null) : undefined;
}

function moveOf(row: TreeRow, into: FolderPath, place: 'by-name'): TreeMove {
  return row.kind === 'folder'
    ? { folder: row.path, into, place }
    : { connection: row.connection.id, into, place };
}

/**
 * Where `dragged` goes when it is dropped on `over` (null: below all rows), at `height` of that row from 0 (top) to 1; null where it cannot
 * go. The edges of a row of its own kind are places before and after it, everything else is the folder there.
 */
export function dropOn(
  tree: ConnectionTree,
  dragged: TreeRow,
  over: TreeRow | null,
  height: number,
): Drop | null {
  if (over === null) return dropInto(dragged, '', null);
  if (over.key === dragged.key) return null;
  if (dragged.kind === 'connection' && over.kind === 'connection') {
    const ids = tree.contentOf(over.parent).connections.map(({ id }) => id);
    const beside = besides(ids, over.connection.id, dragged.connection.id, height < 0.5);
    return {
      move: { connection: dragged.connection.id, into: over.parent, place: beside.place },
      key: over.key,
      edge: beside.edge,
    };
  }
  if (dragged.kind === 'folder' && over.kind === 'folder' && Math.abs(height - 0.5) > 0.25) {
    if (isWithinFolder(over.parent, dragged.path)) return null;
    const paths = tree.contentOf(over.parent).folders.map(({ path }) => path);
    const beside = besides(paths, over.path, dragged.path, height < 0.5);
    return {
      move: { folder: dragged.path, into: over.parent, place: beside.place },
      key: over.key,
      edge: beside.edge,
    };
  }
  const into = over.kind === 'folder' ? over.path : over.parent;
  return dropInto(dragged, into, into === '' ? null : folderKey(into));
}

function dropInto(dragged: TreeRow, into: FolderPath, key: string | null): Drop | null {
  const isStuck = dragged.kind === 'folder' && isWithinFolder(into, dragged.path);
  return isStuck || into === dragged.parent
    ? null
    : { move: moveOf(dragged, into, 'by-name'), key, edge: 'into' };
}

function besides<Key>(
  keys: readonly Key[],
  over: Key,
  dragged: Key,
  isBefore: boolean,
): { readonly place: { readonly before: Key | null }; readonly edge: 'before' | 'after' } {
  if (isBefore) return { place: { before: over }, edge: 'before' };
  const others = keys.filter((key) => key !== dragged);
  return { place: { before: others[others.indexOf(over) + 1] ?? null }, edge: 'after' };
}
