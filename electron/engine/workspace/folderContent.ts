import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { join, posix } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import type { WorkspaceProblem } from '../../../shared/model/connection.ts';
import { isFolderSegment } from '../../../shared/model/connectionFolder.ts';
import { fileRefusal, readSmallFileNow, stampNow, temporaryEnding, type FileStamp } from '../files/files.ts';
import { digestOf, isTaken } from '../files/swapFile.ts';
import { folderFile, folderFileName, type FolderFacts } from './folderFile.ts';
import { parseJsonFile, type JsonFileKind } from './jsonFile.ts';

/** A fault of a file, wherever it is. */
export type FileProblem = Omit<WorkspaceProblem, 'file'>;

/** What a file says; `digest` is that of its content. */
interface FileItem<Item> {
  readonly digest: string;
  readonly item: Item;
}

/** A file as it was last read: what it says, or what is wrong with it, or both where the system does not let it be read again. */
export type ReadFile<Item> = { readonly version: string } & (
  | FileItem<Item>
  | { readonly problem: FileProblem }
  | (FileItem<Item> & { readonly problem: FileProblem })
);

/** The version of a file that the system did not let us read. It equals no other: the file is tried again at each look. */
const unreadVersion = '';

/** Why a folder is not read, or was not. */
interface FolderProblem extends FileProblem {
  /** True where the system refused it, which may pass: what is known of the folder is what it had before. */
  readonly isRefused: boolean;
}

/** One folder of JSON files, without what is in the folders within it. */
export interface FolderContent<Item> {
  /** Differs when another folder has taken its place. */
  readonly identity: string;
  readonly files: ReadonlyMap<string, ReadFile<Item>>;
  /** The names of the folders within it, without hidden ones and links. */
  readonly subfolders: readonly string[];
  /** Its `folder.json`. */
  readonly own: ReadFile<FolderFacts> | null;
  /** The names of files of another kind that stand in the same folders. */
  readonly foreign: readonly string[];
  /** The names of folders and JSON files that are not read because of their names. */
  readonly misnamed: readonly string[];
  /** The names of everything else in it. */
  readonly others: readonly string[];
  readonly problem: FolderProblem | null;
}

interface FolderReading<Item> {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/` on every system. */
  readonly folder: string;
  readonly kind: JsonFileKind<Item>;
  /** What the names of the files end with; others that end with `.json` are of another kind where there are several. */
  readonly endings: FileEndings;
  /** True where folders may have a `folder.json`. */
  readonly isTree: boolean;
  /** The content as it was last read: files that have not changed are not read again. */
  readonly before: FolderContent<Item> | undefined;
  /** How many files may still be read. */
  readonly left: number;
  /** Called before each file. */
  readonly pause: () => Promise<void>;
}

/** By their endings, the files that are read, and those of another kind beside them. */
export interface FileEndings {
  readonly own: string;
  readonly foreign: string | null;
}

/** Null when the folder does not exist. One that cannot be read is as it was, with the problem. */
export async function readFolderContent<Item>(
  reading: FolderReading<Item>,
): Promise<FolderContent<Item> | null> {
  const path = join(reading.root, reading.folder);
  try {
    const { ino, birthtimeNs } = lstatSync(path, { bigint: true });
    const all = readdirSync(path, { withFileTypes: true });
    const misnamed = all.filter((entry) => isMisnamed(path, entry));
    const entries = all.filter((entry) => !misnamed.includes(entry));
    const subfolders = entries.filter(isSubfolder).map(({ name }) => name);
    const isOwn = (name: string): boolean => reading.isTree && name === folderFileName;
    const json = entries.map(({ name }) => name).filter((name) => isJson(name) && !isOwn(name));
    const names = json.filter((name) => isItem(name, reading.endings));
    const others = entries.filter((entry) => !isSubfolder(entry) && !isJson(entry.name));
    const own = entries.some(({ name }) => isOwn(name)) ? readOwn(reading) : null;
    return {
      identity: `${ino} ${birthtimeNs}`,
      files: await readFiles(reading, names.toSorted()),
      subfolders: subfolders.toSorted(),
      own,
      foreign: json.filter((name) => !isItem(name, reading.endings)),
      others: others.map(({ name }) => name),
      misnamed: misnamed.map(({ name }) => name),
      problem: null,
    };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    return { ...(reading.before ?? emptyFolder), problem: folderProblem(unreadFolder(error), true) };
  }
}

/** A folder that is not read, however often it is looked at. */
export function skippedFolder(message: string): FolderContent<never> {
  return { ...emptyFolder, problem: folderProblem(message, false) };
}

const emptyFolder: FolderContent<never> = {
  identity: '',
  files: new Map(),
  subfolders: [],
  own: null,
  foreign: [],
  misnamed: [],
  others: [],
  problem: null,
};

function folderProblem(message: string, isRefused: boolean): FolderProblem {
  return { line: null, column: null, message, isRefused };
}

function unreadFolder(error: unknown): string {
  if (codeOf(error) === 'ENOTDIR')
    return 'This folder could not be read: there is a file in its place. Move it away.';
  return fileRefusal('This folder could not be read', error).message;
}

/** True for a file that the system did not let us read. */
export function isUnread({ version }: ReadFile<unknown>): boolean {
  return version === unreadVersion;
}

/** True for the hidden files that Wirebench itself leaves when it is killed. */
export function isLeftover(name: string): boolean {
  return name.startsWith('.') && (isTaken(name) || name.endsWith(temporaryEnding));
}

/** Why a folder or file is not read. */
export function nameProblem(name: string): FileProblem {
  const what = name.includes('\uFFFD')
    ? 'has a name that is not UTF-8'
    : 'is a folder with a backslash in its name';
  return { line: null, column: null, message: `This ${what}, so it was not read. Rename it.` };
}

function isSubfolder(entry: Dirent): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && !entry.name.endsWith('.json');
}

/** The system's library puts U+FFFD for what is not UTF-8, and nothing is found under that name; the character itself may be in a name. */
function isMisnamed(folder: string, entry: Dirent): boolean {
  if (!isSubfolder(entry) && !isJson(entry.name)) return false;
  if (entry.name.includes('\uFFFD') && !stampNow(join(folder, entry.name))) return true;
  return isSubfolder(entry) && !isFolderSegment(entry.name);
}

function isJson(name: string): boolean {
  return !name.startsWith('.') && name.endsWith('.json');
}

/** The longer ending decides: `.message.json` ends with `.json`, too. */
function isItem(name: string, { own, foreign }: FileEndings): boolean {
  if (!name.endsWith(own)) return false;
  return foreign === null || own.length > foreign.length || !name.endsWith(foreign);
}

async function readFiles<Item>(
  reading: FolderReading<Item>,
  names: readonly string[],
): Promise<Map<string, ReadFile<Item>>> {
  const { root, folder, kind, before, left, pause } = reading;
  const found = new Map<string, ReadFile<Item>>();
  const readable = names.slice(0, Math.max(0, left));
  for (const name of readable) {
    await pause();
    const path = join(root, folder, name);
    const stamp = stampNow(path);
    if (!stamp) continue;
    const known = before?.files.get(name);
    found.set(name, known?.version === stamp.version ? known : readFile(path, stamp, kind, known));
  }
  const [tooMany] = names.slice(readable.length);
  if (tooMany !== undefined) found.set(tooMany, notCounted);
  return found;
}

const notCounted: ReadFile<never> = {
  version: 'not read',
  problem: {
    line: null,
    column: null,
    message: 'This file and those after it were not read: the folder has more than 10,000 files.',
  },
};

function readOwn<Item>({ root, folder, before }: FolderReading<Item>): ReadFile<FolderFacts> | null {
  const path = join(root, posix.join(folder, folderFileName));
  const stamp = stampNow(path);
  const known = before?.own ?? undefined;
  if (!stamp) return null;
  return known?.version === stamp.version ? known : readFile(path, stamp, folderFile, known);
}

function readFile<Item>(
  path: string,
  { version, isRegular }: FileStamp,
  kind: JsonFileKind<Item>,
  known: ReadFile<Item> | undefined,
): ReadFile<Item> {
  const problem = (message: string): ReadFile<Item> => ({
    version,
    problem: { line: null, column: null, message },
  });
  if (!isRegular) return problem('This is not a regular file, so it was not read.');
  const { largest } = kind;
  try {
    const bytes = readSmallFileNow(path, largest.bytes);
    if (!bytes) return problem(`The file is larger than ${largest.text}, so it was not read.`);
    const parsed = parseJsonFile(kind, bytes);
    return parsed.ok
      ? { version, digest: digestOf(bytes), item: parsed.value }
      : { version, problem: parsed.problem };
  } catch (error) {
    return unreadFile(fileRefusal('The file could not be read', error).message, known);
  }
}

/** It stands for what it was, so that nobody takes it for deleted. The same object as before where nothing has changed. */
function unreadFile<Item>(message: string, known: ReadFile<Item> | undefined): ReadFile<Item> {
  if (known && isUnread(known) && 'problem' in known && known.problem.message === message) return known;
  const problem = { line: null, column: null, message };
  if (!known || !('item' in known)) return { version: unreadVersion, problem };
  const { digest, item } = known;
  return { version: unreadVersion, digest, item, problem };
}
