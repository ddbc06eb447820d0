import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type BigIntStats } from 'node:fs';
import { copyFile, lstat, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, messageOf, WirebenchError, type ErrorCode } from '../../../shared/base/errors.ts';

/** The ending of our temporary files. Their names begin with a dot, and files whose names do are not read. */
export const temporaryEnding = '.wirebench-tmp';

/** The properties of a file that tell whether it has changed. */
export interface FileStamp {
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
  readonly isRegular: boolean;
  /** Differs when anything about the file does. */
  readonly version: string;
}

/** Null when the file does not exist. Never follows a symbolic link, never opens anything. */
export async function stampOf(path: string): Promise<FileStamp | null> {
  try {
    return stampFrom(await lstat(path, { bigint: true }));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The same without a pause: a thousand small files are looked at in a fifth of the time. For a few files at a time. */
export function stampNow(path: string): FileStamp | null {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? stampFrom(found) : null;
}

function stampFrom(found: BigIntStats): FileStamp {
  return {
    size: Number(found.size),
    modifiedMs: Number(found.mtimeMs),
    isRegular: found.isFile(),
    version: `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`,
  };
}

/** Opens a regular file and nothing else: refuses a symbolic link, and does not block on a fifo that has replaced the file. */
export async function openRegularFile(path: string): Promise<FileHandle> {
  const handle = await open(path, regularFileFlags);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new Error(`${path} is not a regular file.`);
}

/** Windows has neither of the latter flags; undefined counts as 0. */
const regularFileFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Reads a whole file of at most `largestBytes`; null when it is larger. What is returned takes no more memory than the file. */
export async function readSmallFile(path: string, largestBytes: number): Promise<Uint8Array | null> {
  await using handle = await openRegularFile(path);
  const { size } = await handle.stat();
  if (size > largestBytes) return null;
  // One byte more than there should be, to see that the file has grown meanwhile.
  let buffer = new Uint8Array(size + 1);
  let filled = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled);
    filled += bytesRead;
    if (filled > largestBytes) return null;
    if (bytesRead === 0) return buffer.subarray(0, filled);
    if (filled === buffer.length) buffer = withRoom(buffer, Math.min(2 * filled, largestBytes + 1));
  }
}

function withRoom(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

/** The same without a pause, as `stampNow`. */
export function readSmallFileNow(path: string, largestBytes: number): Uint8Array | null {
  const handle = openSync(path, regularFileFlags);
  try {
    const found = fstatSync(handle);
    if (!found.isFile()) throw new Error(`${path} is not a regular file.`);
    if (found.size > largestBytes) return null;
    // One byte more than there should be, to see that the file has grown meanwhile.
    const buffer = new Uint8Array(found.size + 1);
    let filled = 0;
    for (;;) {
      const bytesRead = readSync(handle, buffer, filled, buffer.length - filled, null);
      filled += bytesRead;
      if (bytesRead === 0 || filled === found.size) return buffer.subarray(0, filled);
      if (filled === buffer.length) return readSmallFileNow(path, largestBytes);
    }
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes a temporary file beside `path`, and renames it once everything is on the disk: a reader sees the old text or the new one, and a
 * full disk destroys nothing. `temporary` is a name that nobody else uses, `mode` the file's permissions. Rejects with a sentence.
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  temporary: string,
  mode = 0o666,
): Promise<void> {
  const beside = join(dirname(path), temporary);
  try {
    await makeFolder(dirname(path));
    await using handle = await open(beside, 'wx', mode);
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw fileRefusal(`${path} could not be saved`, error);
  }
}

/** Writes a file that does not exist yet, down to the disk. Rejects with an error of the system. */
export async function writeNewFile(path: string, content: string | Uint8Array): Promise<void> {
  await using handle = await open(path, 'wx');
  await handle.writeFile(content);
  await handle.sync();
}

/** Copies a file under a name that nothing has yet, down to the disk. Rejects with an error of the system. */
export async function copyNewFile(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await using handle = await open(to, 'r+');
  await handle.sync();
}

/**
 * Creates a folder, and its missing parents. Node's own `recursive` reports a read-only disk as a missing file, and retries forever where a
 * folder exists but the system reports ENOENT for a new folder in it, as it does in `/proc`.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    if ((await isFolder(path)) || path === dirname(path)) return;
    if (codeOf(error) !== 'ENOENT') throw error;
    if (await isFolder(dirname(path))) return makeWithin(path, mode);
    await makeFolder(dirname(path));
    await makeFolder(path, mode);
  }
}

/** Creates a folder in an existing one. Tries once more, since another call may have created the parent only just now. */
async function makeWithin(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    if (await isFolder(path)) return;
    if (codeOf(error) !== 'ENOENT') throw error;
    throw Object.assign(new Error(`The system cannot create a folder at ${path}.`), {
      code: 'EPERM',
      cause: error,
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** A rename is on the disk only when its folder is. Windows cannot sync a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** One minute: nobody writes a small file for that long. */
export const leftoverAgeMs = 60_000;

/** Deletes our temporary files that killed programs left behind. */
export function sweepFolder(folder: string): Promise<void> {
  return removeLeftovers(folder, temporaryEnding, leftoverAgeMs);
}

/** Deletes temporary files that earlier runs left behind; younger ones may belong to another program at work. */
export async function removeLeftovers(folder: string, ending: string, olderThanMs: number): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.endsWith(ending)) continue;
    const stamp = await stampOf(join(folder, name));
    if (stamp?.isRegular && Date.now() - stamp.modifiedMs >= olderThanMs) {
      await rm(join(folder, name), { force: true });
    }
  }
}

/** Empty when the folder does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

const notPermitted = 'you are not permitted to. Change its permissions, or those of its folder.';
const tooManyOpen =
  'too many files and sockets are open. Close some sessions, or raise the limit (ulimit -n).';

const refusals: Readonly<Record<string, { readonly code: ErrorCode; readonly why: string }>> = {
  ENOSPC: { code: 'LIMIT', why: 'the disk is full. Free some space, then try again.' },
  EDQUOT: { code: 'LIMIT', why: 'your disk quota is used up. Free some space, then try again.' },
  EACCES: { code: 'DENIED', why: notPermitted },
  EPERM: { code: 'DENIED', why: notPermitted },
  EROFS: { code: 'DENIED', why: 'the disk is read-only. Choose another workspace folder.' },
  ENOENT: { code: 'NOT_FOUND', why: 'it or its folder does not exist.' },
  ENOTDIR: { code: 'DENIED', why: 'a part of its path is a file. Choose another folder.' },
  EISDIR: { code: 'BAD_REQUEST', why: 'there is a folder in its place. Move it away.' },
  EEXIST: { code: 'DENIED', why: 'there is a file with that name. Choose another folder.' },
  ELOOP: {
    code: 'BAD_REQUEST',
    why: 'a symbolic link on its path cannot be followed. Fix the link.',
  },
  ENAMETOOLONG: { code: 'DENIED', why: 'its path is longer than the system allows. Choose a shorter one.' },
  EMFILE: { code: 'LIMIT', why: tooManyOpen },
  ENFILE: { code: 'LIMIT', why: tooManyOpen },
  EBUSY: { code: 'WRONG_STATE', why: 'another program is using it. Close it there, then try again.' },
  EIO: { code: 'INTERNAL', why: 'the disk could not read or write it. Check the disk.' },
};

/** Describes a refusal of the file system in a sentence: `what` happened, why, and what to do. */
export function fileRefusal(what: string, error: unknown): WirebenchError {
  if (error instanceof WirebenchError) return error;
  const known = refusals[codeOf(error) ?? ''];
  const why = known?.why ?? messageOf(error);
  return new WirebenchError(known?.code ?? 'INTERNAL', `${what}: ${why}`, { cause: error });
}
