import { WirebenchError } from '../../../shared/base/errors.ts';
import type { Connection, ConnectionFolder } from '../../../shared/model/connection.ts';
import {
  deepestFolder,
  folderDepth,
  folderName,
  folderNameProblem,
  folderTwinProblem,
  isWithinFolder,
  joinFolders,
  normalFolderName,
  parentFolder,
  type FolderPath,
} from '../../../shared/model/connectionFolder.ts';
import { folderSibling } from '../../../shared/model/connectionTree.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { compareSiblings, placesFor, type Places, type Sibling } from '../../../shared/model/siblingOrder.ts';
import { refuseUnread, unreadBefore } from './fileRefusals.ts';
import { isLeftover, type FileProblem, type FolderContent, type ReadFile } from './folderContent.ts';
import { folderFileName, noFolderFacts, type FolderFacts } from './folderFile.ts';
import type { FolderAccess } from './jsonFolderParts.ts';
import type { FoundFolder } from './jsonList.ts';
import { revisionOf } from './seenRevision.ts';

/** The place of something among its siblings: before one of them, at the end, or where its name belongs. */
export type Place<Key extends string> = { readonly before: Key | null } | 'by-name';

/** The folders as they are during a change. */
export type Inside = FolderAccess<Connection>;

export function refusal(
  code: 'BAD_REQUEST' | 'NOT_FOUND' | 'WRONG_STATE' | 'LIMIT',
  message: string,
): WirebenchError {
  return new WirebenchError(code, message);
}

export function mustExist(inside: Inside, path: FolderPath): void {
  if (path === '' || inside.contentOf(path)) return;
  throw refusal('NOT_FOUND', `The folder “${path}” is no longer in the workspace.`);
}

/** Throws unless something can be put into the folder. */
export function mustHold(inside: Inside, path: FolderPath): void {
  const content = inside.contentOf(path);
  // The folder of all is made where there is none.
  if (path !== '' || content) refuseUnread(path, content);
}

/** The path for a new name; `renamed` is the folder that has it afterwards. */
export function newPath(inside: Inside, parent: FolderPath, name: string, renamed?: FolderPath): FolderPath {
  const siblings = siblingsIn(inside, parent, renamed).map((sibling) => sibling.name);
  const problem = folderNameProblem(name, siblings);
  if (problem !== null) throw refusal('BAD_REQUEST', problem);
  if (renamed === undefined && folderDepth(parent) >= deepestFolder) throw tooDeep();
  return joinFolders(parent, normalFolderName(name));
}

export function movedPath(inside: Inside, path: FolderPath, into: FolderPath): FolderPath {
  if (isWithinFolder(into, path)) throw refusal('BAD_REQUEST', 'A folder cannot be moved into itself.');
  const deepest = Math.max(...foldersBelow(inside, path).map(folderDepth));
  if (deepest - folderDepth(path) + 1 + folderDepth(into) > deepestFolder) throw tooDeep();
  // Nobody has typed the name: one that Wirebench would not give stays.
  const siblings = siblingsIn(inside, into, path).map(({ name }) => name);
  const problem = folderTwinProblem(folderName(path), siblings);
  if (problem !== null) throw refusal('BAD_REQUEST', problem);
  return joinFolders(into, folderName(path));
}

function tooDeep(): WirebenchError {
  return refusal('LIMIT', `Folders go ${deepestFolder} levels deep. Choose a place further up.`);
}

/** The folder and all folders in it, each before its own. */
export function foldersBelow(inside: Inside, path: FolderPath): FolderPath[] {
  return inside
    .list()
    .folders.map((folder) => folder.path)
    .filter((each) => isWithinFolder(each, path));
}

/** The connections in a folder and below. */
export function connectionsIn(inside: Inside, path: FolderPath): Connection[] {
  return [...inside.list().found.values()]
    .filter(({ folder }) => isWithinFolder(folder, path))
    .map(({ item }) => item);
}

export function siblingsIn(inside: Inside, parent: FolderPath, without?: FolderPath): Sibling[] {
  return inside
    .list()
    .folders.filter(({ path }) => parentFolder(path) === parent && path !== without)
    .map(({ path, facts }) => folderSibling({ path, order: facts.order }))
    .toSorted(compareSiblings);
}

/** Null where the name decides. */
export function indexOf(siblings: readonly Sibling[], place: Place<string>): number | null {
  if (place === 'by-name') return null;
  if (place.before === null) return siblings.length;
  const index = siblings.findIndex(({ key }) => key === place.before);
  if (index >= 0) return index;
  throw refusal('NOT_FOUND', 'Nothing was moved: what it should stand before is no longer in that folder.');
}

/** What must be written so that something stands at a place among its siblings, which are without it. Throws where that place is gone. */
export function placesAt(siblings: readonly Sibling[], place: Place<string>, moved: Sibling): Places {
  const index = indexOf(siblings, place);
  return index === null ? new Map([[moved.key, undefined]]) : placesFor(siblings, index, moved);
}

export function factsOf(inside: Inside, path: FolderPath): FolderFacts {
  return inside.list().folders.find((folder) => folder.path === path)?.facts ?? noFolderFacts;
}

/** Undefined takes the place away. */
export function withOrder(facts: FolderFacts, order: string | undefined): FolderFacts {
  const { order: _, ...others } = facts;
  return order === undefined ? others : { ...others, order };
}

/** A folder as it is listed, with what it says about itself. */
export function listedFolder({ path, facts, problem }: FoundFolder): ConnectionFolder {
  const { order, variables = [] } = facts;
  return {
    path,
    ...(order !== undefined && { order }),
    ...(variables.length > 0 && { variables, revision: revisionOfVariables(variables) }),
    ...(problem && { unread: unreadVariables(path, problem) }),
  };
}

/** Differs when the variables of a folder do; empty where there are none. */
export function revisionOfVariables(variables: readonly Variable[] = []): string {
  return variables.length === 0 ? '' : revisionOf(variables);
}

function unreadVariables(path: FolderPath, { line, message }: FileProblem): string {
  const place = `${path}/${folderFileName}${line === null ? '' : `, line ${line}`}`;
  return `The variables of the folder “${path}” could not be read, so no others are used in their place. ${place}: ${message}`;
}

/** What a person has not agreed to delete. */
export function refuseOthers(inside: Inside, folders: readonly FolderPath[]): void {
  const problem = inside
    .list()
    .problems.find(({ file }) => folders.some((folder) => isWithinFolder(file, folder)));
  if (problem) throw unreadBefore(problem.file);
  for (const folder of folders) {
    const other = inside.contentOf(folder)?.others.find((name) => !isRubbish(name));
    if (other === undefined) continue;
    throw refusal(
      'WRONG_STATE',
      `Nothing was deleted: ${folder}/${other} is neither a connection nor a message. Move or delete it first.`,
    );
  }
}

/** What systems and git's users put into any folder, and what Wirebench itself left there. */
export function isRubbish(name: string): boolean {
  return ['.DS_Store', 'Thumbs.db', 'desktop.ini', '.gitkeep'].includes(name) || isLeftover(name);
}

/** The names of what stands in a folder and is neither a connection nor a message that can be read, without rubbish. */
export function othersIn(
  connections: FolderContent<unknown> | undefined,
  messages: FolderContent<unknown> | undefined,
): string[] {
  const unread = [connections, messages].flatMap((content) => unreadIn(content?.files ?? new Map()));
  return [...unread, ...(connections?.others ?? []).filter((name) => !isRubbish(name))];
}

function unreadIn(files: ReadonlyMap<string, ReadFile<unknown>>): string[] {
  return [...files].filter(([, file]) => 'problem' in file).map(([name]) => name);
}
