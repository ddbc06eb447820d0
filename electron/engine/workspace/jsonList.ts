import { posix } from 'node:path';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import { folderFileName, noFolderFacts, type FolderFacts } from './folderFile.ts';
import {
  isUnread,
  nameProblem,
  type FileProblem,
  type FolderContent,
  type ReadFile,
} from './folderContent.ts';

/** The id identifies a file's item, whatever the file is called. */
export interface Identified {
  readonly id: string;
}

/** An item and its file; paths are relative to the root, with `/` on every system. */
export interface FoundItem<Item extends Identified> {
  readonly file: string;
  /** The folder that the file is in; empty for the root. */
  readonly folder: string;
  readonly item: Item;
  readonly digest: string;
  /** The id in a copied file, which belongs to another file; absent for every other. */
  readonly copyOf?: Item['id'];
}

/** A folder within the root. */
export interface FoundFolder {
  readonly path: string;
  readonly facts: FolderFacts;
  /** Why its facts could not be read. */
  readonly problem?: FileProblem;
}

/** The content of a folder of JSON files: items, folders, and the files that hold neither. */
export interface JsonList<Item extends Identified> {
  /** False until every file was read once. */
  readonly isWhole: boolean;
  /** The first of what the system does not let us read; null when it lets us read everything: what is missing then is not there. */
  readonly unread: WorkspaceProblem | null;
  readonly items: readonly Item[];
  readonly found: ReadonlyMap<string, FoundItem<Item>>;
  /** Each before the folders within it. */
  readonly folders: readonly FoundFolder[];
  readonly problems: readonly WorkspaceProblem[];
}

interface Listing<Item extends Identified> {
  readonly isWhole: boolean;
  readonly contents: ReadonlyMap<string, FolderContent<Item>>;
  readonly nameOf: (item: Item) => string;
  readonly compare: (left: Item, right: Item) => number;
  /** An item as it is shown when another file has its id; absent where that is a mistake. */
  readonly copied?: ((item: Item, file: string) => Item) | undefined;
  /** The list before: an id stays with the file that had it, and does not pass to its copy when that file is deleted. */
  readonly before: JsonList<Item>;
}

/** What the files say, taken together. */
export function listJson<Item extends Identified>(listing: Listing<Item>): JsonList<Item> {
  const { isWhole, contents, compare } = listing;
  const folders: FoundFolder[] = [];
  const problems: WorkspaceProblem[] = [];
  const all: FoundItem<Item>[] = [];
  let unread: WorkspaceProblem | null = null;
  const tell = (file: string, { line, column, message }: FileProblem, isRefused = false): void => {
    const problem = { file, line, column, message };
    problems.push(problem);
    if (isRefused) unread ??= problem;
  };
  for (const [folder, { files, own, problem, misnamed }] of inOrder(contents)) {
    if (problem) tell(folder, problem, problem.isRefused);
    for (const name of misnamed) tell(posix.join(folder, name), nameProblem(name));
    if (own && 'problem' in own) tell(posix.join(folder, folderFileName), own.problem, isUnread(own));
    if (folder !== '') folders.push({ path: folder, ...factsIn(own) });
    for (const [name, read] of inOrder(files)) {
      const file = posix.join(folder, name);
      if ('problem' in read) tell(file, read.problem, isUnread(read));
      if ('item' in read) all.push({ file, folder, item: read.item, digest: read.digest });
    }
  }
  const { found, twins } = identified(listing, all);
  const items = [...found.values()].map(({ item }) => item).toSorted(compare);
  return { isWhole, unread, items, found, folders, problems: [...problems, ...twins] };
}

function factsIn(own: ReadFile<FolderFacts> | null): Omit<FoundFolder, 'path'> {
  if (own === null) return { facts: noFolderFacts };
  const facts = 'item' in own ? own.item : noFolderFacts;
  return 'problem' in own ? { facts, problem: own.problem } : { facts };
}

/** Gives every id to one file. */
function identified<Item extends Identified>(
  listing: Listing<Item>,
  all: readonly FoundItem<Item>[],
): { readonly found: Map<string, FoundItem<Item>>; readonly twins: WorkspaceProblem[] } {
  const byId = Map.groupBy(all, ({ item }) => item.id);
  const copies = new Set([...listing.before.found.values()].filter(isCopy).map(({ file }) => file));
  const found = new Map<string, FoundItem<Item>>();
  const twins: WorkspaceProblem[] = [];
  for (const [id, claims] of byId) {
    const owner = ownerOf(
      id,
      claims.filter((claim) => !copies.has(claim.file) || !isKnownCopy(claim, listing)),
      listing,
    );
    if (owner) found.set(id, owner);
    for (const claim of claims) {
      if (claim === owner) continue;
      const item = listing.copied?.(claim.item, claim.file);
      if (item) found.set(item.id, { ...claim, item, copyOf: claim.item.id });
      else if (owner) twins.push({ file: claim.file, ...sameId(owner.file) });
    }
  }
  return { found, twins };
}

function isCopy({ copyOf }: FoundItem<Identified>): boolean {
  return copyOf !== undefined;
}

/** True for a file that was listed as a copy: who deletes or changes the original by its id never meets this one instead. */
function isKnownCopy<Item extends Identified>(
  { item, file }: FoundItem<Item>,
  { copied, before }: Listing<Item>,
): boolean {
  const copy = copied?.(item, file);
  return copy !== undefined && before.found.get(copy.id)?.file === file;
}

/** The file that had the id before; otherwise the one that is named after it, since a copy has another name; otherwise the first. */
function ownerOf<Item extends Identified>(
  id: string,
  claims: readonly FoundItem<Item>[],
  { before, nameOf }: Listing<Item>,
): FoundItem<Item> | undefined {
  if (claims.length === 1) return claims[0];
  const known = before.found.get(id)?.file;
  return (
    claims.find(({ file }) => file === known) ??
    claims.find(({ file, item }) => posix.basename(file) === nameOf(item)) ??
    claims[0]
  );
}

function sameId(owner: string): FileProblem {
  const message = `It has the same id as ${owner}. Write another id, or delete one of the two files.`;
  return { line: null, column: null, message };
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].toSorted(([left], [right]) => (left < right ? -1 : 1));
}
