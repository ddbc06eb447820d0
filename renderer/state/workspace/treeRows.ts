import { shallow } from 'zustand/vanilla/shallow';
import type { SavedConnection } from '../../../shared/model/connection.ts';
import { folderName, parentFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import type { ConnectionTree } from '../../../shared/model/connectionTree.ts';

interface RowPlace {
  /** Tells apart the rows of the tree. */
  readonly key: string;
  readonly name: string;
  /** The folder that it is in. */
  readonly parent: FolderPath;
  /** Counts from 1. */
  readonly level: number;
  /** Its place among its siblings, folders before connections, from 1; and how many there are. */
  readonly position: number;
  readonly siblings: number;
}

/** A visible row of the tree of connections. */
export type TreeRow =
  | (RowPlace & { readonly kind: 'folder'; readonly path: FolderPath; readonly isOpen: boolean })
  | (RowPlace & { readonly kind: 'connection'; readonly connection: SavedConnection });

/** The key of a folder's row; a connection's is its id. */
export function folderKey(path: FolderPath): string {
  return `folder:${path}`;
}

/** The folder whose row has this key; null for a connection's. */
export function folderOfKey(key: string): FolderPath | null {
  return key.startsWith('folder:') ? key.slice('folder:'.length) : null;
}

/** The folder that a row stands for: its own, or the one that a connection is in. */
export function folderAround(row: TreeRow): FolderPath {
  return row.kind === 'folder' ? row.path : row.parent;
}

/** True when a row looks as before: rows are made anew whenever any of them changes. */
export function isSameRow(left: TreeRow, right: TreeRow): boolean {
  return shallow(left, right);
}

/** The rows from top to bottom: what is in open folders. */
export function treeRows(tree: ConnectionTree, open: ReadonlySet<FolderPath>): TreeRow[] {
  const rows: TreeRow[] = [];
  addRows(rows, tree, { isOpen: (path) => open.has(path), only: null }, '', 1);
  return rows;
}

/** The rows that are looked for: connections that match, in their folders, which are all open. */
export function foundRows(
  tree: ConnectionTree,
  matches: (connection: SavedConnection) => boolean,
): TreeRow[] {
  const found = new Set<string>();
  const folders = new Set<FolderPath>();
  for (const connection of tree.connectionsBelow('')) {
    if (!matches(connection)) continue;
    found.add(connection.id);
    for (let path = connection.folder; path !== '' && !folders.has(path); path = parentFolder(path))
      folders.add(path);
  }
  const rows: TreeRow[] = [];
  addRows(rows, tree, { isOpen: () => true, only: { folders, connections: found } }, '', 1);
  return rows;
}

interface Shown {
  readonly isOpen: (path: FolderPath) => boolean;
  /** Null for everything. */
  readonly only: {
    readonly folders: ReadonlySet<FolderPath>;
    readonly connections: ReadonlySet<string>;
  } | null;
}

function addRows(
  rows: TreeRow[],
  tree: ConnectionTree,
  shown: Shown,
  parent: FolderPath,
  level: number,
): void {
  const { only } = shown;
  const content = tree.contentOf(parent);
  const folders = only ? content.folders.filter(({ path }) => only.folders.has(path)) : content.folders;
  const connections = only
    ? content.connections.filter(({ id }) => only.connections.has(id))
    : content.connections;
  const siblings = folders.length + connections.length;
  for (const [index, { path }] of folders.entries()) {
    const isOpen = shown.isOpen(path);
    const place = {
      key: folderKey(path),
      name: folderName(path),
      parent,
      level,
      position: index + 1,
      siblings,
    };
    rows.push({ kind: 'folder', ...place, path, isOpen });
    if (isOpen) addRows(rows, tree, shown, path, level + 1);
  }
  for (const [index, connection] of connections.entries()) {
    const { id: key, name } = connection;
    const position = folders.length + index + 1;
    rows.push({ kind: 'connection', key, name, parent, level, position, siblings, connection });
  }
}
