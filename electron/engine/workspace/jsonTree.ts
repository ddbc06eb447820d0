import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isWithinFolder } from '../../../shared/model/connectionFolder.ts';
import { inSlices } from '../base/inSlices.ts';
import { leftoverAgeMs, stampOf } from '../files/files.ts';
import { isTaken, restoreTaken } from '../files/swapFile.ts';
import {
  isLeftover,
  readFolderContent,
  skippedFolder,
  type FileEndings,
  type FolderContent,
} from './folderContent.ts';
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

/** 8 folders in a step: who reads in steps lets others write after each. */
const foldersAtOnce = 8;
/** 10,000: five times what a large team keeps. */
const mostFiles = 10_000;
/** 5,000: a folder for every second connection. Each is watched, and systems watch some ten thousand. */
const mostFolders = 5000;

/** Reads everything, except files that have not changed since. */
export async function readTree<Item>(reading: TreeReading<Item>, before: Tree<Item>): Promise<Tree<Item>> {
  const tree = new Map<string, FolderContent<Item>>();
  const progress = { ...reading, before, tree, count: { files: 0 }, pause: inSlices() };
  const waiting = [''];
  while (waiting.length > 0) await readNext(progress, waiting);
  return tree;
}

/** Reads a few of the folders that wait, in the order of `readTree`, and lets those within them wait. The others are as before. */
export async function readStep<Item>(
  reading: TreeReading<Item>,
  before: Tree<Item>,
  waiting: string[],
): Promise<Tree<Item>> {
  const tree = new Map(before);
  const count = { files: countFiles(before) };
  await readNext({ ...reading, before, tree, count, pause: inSlices() }, waiting);
  return tree;
}

/** Reads these folders again, and what is new below them. */
export async function readSome<Item>(
  reading: TreeReading<Item>,
  before: Tree<Item>,
  folders: readonly string[],
): Promise<Tree<Item>> {
  const tree = new Map(before);
  const count = { files: countFiles(before) };
  const pause = inSlices();
  for (const folder of new Set(folders)) {
    const known = tree.get(folder);
    count.files -= known?.files.size ?? 0;
    const content = await readOne({ ...reading, before, tree, count, pause }, folder);
    const isSame = content?.identity === known?.identity;
    if (!isSame || content?.subfolders.join('/') !== known?.subfolders.join('/'))
      return readTree(reading, before);
  }
  return tree;
}

/** Whether anything was left, and the last of it that could not be cleared; the others are. */
interface Cleared {
  readonly found: boolean;
  readonly failure: { readonly path: string; readonly error: unknown } | null;
}

/** Puts back what a killed program had taken away, and deletes what it had not finished writing. */
export async function clearLeftovers<Item>(root: string, tree: Tree<Item>): Promise<Cleared> {
  let failure: Cleared['failure'] = null;
  let found = false;
  for (const [folder, { others }] of tree) {
    for (const name of others.filter(isLeftover)) {
      const path = join(root, folder, name);
      found = true;
      try {
        await clearLeftover(join(root, folder), name);
      } catch (error) {
        failure = { path, error };
      }
    }
  }
  return { found, failure };
}

async function clearLeftover(folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  const stamp = await stampOf(path);
  if (isTaken(name)) restoreTaken(folder, name);
  else if (stamp && Date.now() - stamp.modifiedMs >= leftoverAgeMs)
    await rm(path, { force: true, recursive: true });
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
    left.misnamed.join('/') === right.misnamed.join('/') &&
    [...right.files].every(([name, file]) => left.files.get(name) === file)
  );
}

/** A reading in progress. */
interface Progress<Item> extends TreeReading<Item> {
  readonly before: Tree<Item>;
  readonly tree: Map<string, FolderContent<Item>>;
  /** How many files are in the tree. */
  readonly count: { files: number };
  readonly pause: () => Promise<void>;
}

async function readNext<Item>(progress: Progress<Item>, waiting: string[]): Promise<void> {
  const { tree, levels, count, pause } = progress;
  for (const folder of waiting.splice(0, foldersAtOnce)) {
    await pause();
    count.files -= tree.get(folder)?.files.size ?? 0;
    tree.delete(folder);
    if (tree.size > mostFolders) continue;
    if (tree.size === mostFolders) tree.set(folder, skippedFolder(tooMany));
    else if (depthOf(folder) > levels) tree.set(folder, skippedFolder(tooDeep(levels)));
    else {
      const content = await readOne(progress, folder);
      if (content?.problem) keepWithin(progress, folder);
      else if (levels > 0 && content)
        waiting.unshift(...content.subfolders.map((name) => posix.join(folder, name)));
    }
  }
}

/** What is in a folder that cannot be read is as it was, too. */
function keepWithin<Item>({ before, tree, count }: Progress<Item>, folder: string): void {
  for (const [path, content] of before) {
    if (path === folder || tree.has(path) || !isWithinFolder(path, folder)) continue;
    tree.set(path, content);
    count.files += content.files.size;
  }
}

async function readOne<Item>(
  { root, kind, levels, endings, before, tree, count, pause }: Progress<Item>,
  folder: string,
): Promise<FolderContent<Item> | null> {
  const left = mostFiles - count.files;
  const known = before.get(folder);
  const content = await readFolderContent({
    ...{ root, folder, kind, endings, left, pause },
    isTree: levels > 0,
    before: known,
  });
  if (!content) return null;
  count.files += content.files.size;
  tree.set(folder, content);
  return content;
}

function countFiles<Item>(tree: Tree<Item>): number {
  return [...tree.values()].reduce((sum, { files }) => sum + files.size, 0);
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}

function tooDeep(levels: number): string {
  return `Folders are read ${levels} levels deep, and this one is deeper. Move it up.`;
}

const tooMany = `This folder and those after it were not read: there are more than ${mostFolders.toLocaleString('en')}. Delete some, or use another workspace.`;
