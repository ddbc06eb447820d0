import { codeOf, WirebenchError } from '../../../shared/base/errors.ts';

/** The ways in which a file can fail, told apart where a person would react differently. */
export type FileReason =
  | 'full'
  | 'missing'
  | 'not a folder'
  | 'not a file'
  | 'links'
  | 'long name'
  | 'moved'
  | 'read-only'
  | 'forbidden'
  | 'exists'
  | 'busy'
  | 'damaged'
  | 'too many files'
  | 'out of memory'
  | 'left over'
  | 'device';

/** SQLite's result codes (sqlite.org/rescode.html); the extended ones first, the lowest byte of them is the primary one. */
export const readOnlyRollback = 776;
const reasonsOfSqlite: ReadonlyMap<number, FileReason> = new Map([
  [readOnlyRollback, 'left over'],
  [1032, 'moved'],
  [1802, 'moved'],
  [3, 'forbidden'],
  [5, 'busy'],
  [6, 'busy'],
  [7, 'out of memory'],
  [8, 'read-only'],
  [10, 'device'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'missing'],
  [18, 'damaged'],
  [26, 'damaged'],
]);

const reasonsOfSystem: ReadonlyMap<string, FileReason> = new Map([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'not a folder'],
  ['EISDIR', 'not a file'],
  ['ELOOP', 'links'],
  ['ENAMETOOLONG', 'long name'],
  ['EROFS', 'read-only'],
  ['EACCES', 'forbidden'],
  ['EPERM', 'forbidden'],
  ['EEXIST', 'exists'],
  ['EBUSY', 'busy'],
  ['EMFILE', 'too many files'],
  ['ENFILE', 'too many files'],
  ['ENOMEM', 'out of memory'],
  ['EIO', 'device'],
]);

/** The extended result code when SQLite threw this, else null. */
export function sqliteCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode : null;
}

/** True while another program has the file locked: the attempt may be repeated. */
export function isBusy(error: unknown): boolean {
  return reasonOf(error) === 'busy';
}

/** Null for errors of neither the file system nor SQLite. */
export function reasonOf(error: unknown): FileReason | null {
  const sqliteCode = sqliteCodeOf(error);
  if (sqliteCode !== null) {
    return reasonsOfSqlite.get(sqliteCode) ?? reasonsOfSqlite.get(sqliteCode % 256) ?? 'damaged';
  }
  const systemCode = codeOf(error);
  if (systemCode === undefined) return null;
  // An INTEGER beyond 2^53, which Wirebench never writes.
  if (systemCode === 'ERR_OUT_OF_RANGE') return 'damaged';
  return (
    reasonsOfSystem.get(systemCode) ??
    (systemCode.startsWith('E') && !systemCode.startsWith('ERR_') ? 'device' : null)
  );
}

/** One sentence that says what is wrong with the file, and one that says what to do. */
const sentences: Readonly<Record<FileReason, (path: string) => string>> = {
  full: (path) => `The disk is full, so “${path}” cannot be written. Free some space, then connect again.`,
  missing: (path) => `There is no “${path}”, or its folder is gone. Check the path, or create the folder.`,
  'not a folder': (path) =>
    `“${path}” leads through something that is not a folder. Correct the path, or create the folder.`,
  'not a file': (path) => `“${path}” is not a file. Choose another name.`,
  links: (path) =>
    `“${path}” leads through a symbolic link that cannot be followed. Fix the link, or choose another path.`,
  'long name': (path) => `The name “${path}” is too long for this disk. Choose a shorter one.`,
  moved: (path) => `“${path}” was moved, renamed or deleted while it was in use.`,
  'read-only': (path) =>
    `“${path}” cannot be written because it or its folder is read-only. Choose another folder.`,
  forbidden: (path) =>
    `You are not permitted to use “${path}”. Change its permissions, or choose another place.`,
  exists: (path) => `The file “${path}” already exists. Choose another name.`,
  busy: (path) => `Another program keeps “${path}” locked. Close the file there, then try again.`,
  damaged: (path) => `“${path}” is damaged and cannot be read. Use an earlier copy of it, if there is one.`,
  'too many files': () =>
    'Too many files and sockets are open at once. Close some sessions, or raise the limit (ulimit -n).',
  'out of memory': () => 'There is not enough memory. Close other programs, then try again.',
  'left over': (path) =>
    `The program that wrote “${path}” ended in the middle of a record. Open it again to undo that.`,
  device: (path) => `The disk could not read or write “${path}”. Check the disk, or choose another place.`,
};

/** For a recording whose file is no longer at its path. */
export function describeMoved(path: string): string {
  return sentences.moved(path);
}

/**
 * An error of the file system or SQLite, for a person. Missing files are NOT_FOUND, all others BAD_REQUEST; any other error is returned
 * unchanged.
 */
export function fileProblem(error: unknown, path: string): unknown {
  if (error instanceof WirebenchError) return error;
  const reason = reasonOf(error);
  if (reason === null) return error;
  const code = reason === 'missing' ? 'NOT_FOUND' : 'BAD_REQUEST';
  return new WirebenchError(code, sentences[reason](path), { cause: error });
}

/** Runs work on the file, and throws `fileProblem`s. */
export function onFile<Value>(path: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw fileProblem(error, path);
  }
}

/** For a file whose content is not what Wirebench writes; `what` names the part of it. */
export function damaged(path: string, what: string): WirebenchError {
  return new WirebenchError(
    'BAD_REQUEST',
    `“${path}” is damaged: ${what}. Use an earlier copy of it, if there is one.`,
  );
}
