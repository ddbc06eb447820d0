import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stampOf } from '../files/files.ts';
import { isTaken, restoreTaken } from '../files/swapFile.ts';
import { isLeftover, readFolderContent, type FileEndings, type FolderContent } from './folderContent.ts';
import type { JsonFileKind } from './jsonFile.ts';

/** Every folder by its path relative to the root, which is empty. */
export type Tree<Item> = ReadonlyMap<string, FolderContent<Item>>;

/** What is read, and how deep. */
export interface TreeReading<Item> {
  /** Absolute. */
  readonly root: string;
  readonly kind: JsonFileKind<Item>;
  readonly levels: number;
  readonly endings: FileEndings;
}

/** 8 folders without a pause: less than a millisecond on a disk of this machine, and sockets are served in between. */
const foldersAtOnce = 8;
/** 10,000: five times what a large team keeps. */
const mostFiles = 10_000;
/** One minute: nobody writes a small file for that long. */
const leftoverAgeMs = 60_000;

/** Reads everything, except files that have not changed since. */
export async function readTree<Item>(reading: TreeReading<Item>, before: Tree<Item>): Promise<Tree<Item>> {
  const tree = new Map<string, FolderContent<Item>>();
  await readBelow(reading, '', before, tree);
  return tree;
}

/** Reads these folders again, and what is new below them. */
export async function readSome<Item>(
  reading: TreeReading<Item>,
  before: Tree<Item>,
  folders: readonly string[],
): Promise<Tree<Item>> {
  const tree = new Map(before);
  for (const folder of new Set(folders)) {
    const known = tree.get(folder);
    tree.delete(folder);
    const content = await readOne(reading, folder, known, tree);
    if (!content) return readTree(reading, before);
    tree.set(folder, content);
    const isSame = content.identity === known?.identity;
    if (!isSame || content.subfolders.join('/') !== known.subfolders.join('/'))
      return readTree(reading, before);
  }
  return tree;
}

/** Puts back what a killed program had taken away, and deletes what it had not finished writing. True when it found anything. */
export async function clearLeftovers<Item>(root: string, tree: Tree<Item>): Promise<boolean> {
  let found = false;
  for (const [folder, { others }] of tree) {
    for (const name of others.filter(isLeftover)) {
      const path = join(root, folder, name);
      const stamp = await stampOf(path);
      if (!stamp) continue;
      found = true;
      if (isTaken(name) && stamp.isRegular) restoreTaken(join(root, folder), name);
      else if (Date.now() - stamp.modifiedMs >= leftoverAgeMs)
        await rm(path, { force: true, recursive: true });
    }
  }
  return found;
}

/** True when nothing in it was read anew. */
export function isSameTree<Item>(left: Tree<Item>, right: Tree<Item>): boolean {
  if (left.size !== right.size) return false;
  return [...right].every(([folder, content]) => {
    const before = left.get(folder);
    return before !== undefined && (before === content || isSameContent(before, content));
  });
}

function isSameContent<Item>(left: FolderContent<Item>, right: FolderContent<Item>): boolean {
  return (
    left.own === right.own &&
    left.problem?.message === right.problem?.message &&
    left.files.size === right.files.size &&
    [...right.files].every(([name, file]) => left.files.get(name) === file)
  );
}

async function readBelow<Item>(
  reading: TreeReading<Item>,
  folder: string,
  before: Tree<Item>,
  tree: Map<string, FolderContent<Item>>,
): Promise<void> {
  const content = await readOne(reading, folder, before.get(folder), tree);
  if (!content) return;
  tree.set(folder, content);
  if (tree.size % foldersAtOnce === 0) await nextTurn();
  const isDeepest = depthOf(folder) === reading.levels;
  for (const name of content.subfolders) {
    const path = posix.join(folder, name);
    if (!isDeepest) await readBelow(reading, path, before, tree);
    else if (reading.levels > 0) tree.set(path, tooDeep(reading.levels));
  }
}

function readOne<Item>(
  { root, kind, levels, endings }: TreeReading<Item>,
  folder: string,
  before: FolderContent<Item> | undefined,
  tree: Tree<Item>,
): Promise<FolderContent<Item> | null> {
  const left = (): number => mostFiles - countFiles(tree);
  return readFolderContent({ root, folder, kind, endings, isTree: levels > 0, before, left });
}

function countFiles<Item>(tree: Tree<Item>): number {
  return [...tree.values()].reduce((sum, { files }) => sum + files.size, 0);
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}

function tooDeep(levels: number): FolderContent<never> {
  const message = `Folders are read ${levels} levels deep, and this one is deeper. Move it up.`;
  const problem = { line: null, column: null, message };
  return { identity: '', files: new Map(), subfolders: [], own: null, foreign: [], others: [], problem };
}
