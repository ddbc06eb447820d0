import { existsSync, renameSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { fileRefusal, stampOf, syncFolder, temporaryEnding, writeNewFile } from '../files/files.ts';
import { hiddenName, restoreTaken } from '../files/swapFile.ts';
import { isRubbish, refusal } from './folderRules.ts';

/** What may be deleted: the files of a folder by their paths within it, each with the version that was read, and the folders within it. */
interface Agreed {
  readonly files: ReadonlyMap<string, string>;
  readonly folders: ReadonlySet<string>;
}

/** What was in a deleted folder: small files by their paths within it, and the folders within it. */
export interface RemovedFolder {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly folders: readonly string[];
}

/**
 * Deletes a folder when nothing but what was agreed to is in it. It is first taken away under a hidden name and looked at there, so that
 * nothing comes into it meanwhile; it is deleted as a whole, or put back as it was. Returns what was in it. Rejects with a sentence.
 */
export async function removeFolder(path: string, agreed: Agreed, id: string): Promise<RemovedFolder> {
  const parent = dirname(path);
  const taken = join(parent, hiddenName(basename(path), id));
  const doomed = join(parent, `.${id}${temporaryEnding}`);
  try {
    await rename(path, taken);
  } catch (error) {
    throw fileRefusal(`The folder ${path} could not be deleted`, error);
  }
  const files = new Map<string, Uint8Array>();
  try {
    const other = await otherIn(taken, '', agreed);
    if (other !== null) throw notAgreed(join(path, other));
    for (const file of agreed.files.keys()) {
      const bytes = await readIfThere(join(taken, file));
      if (bytes) files.set(file, bytes);
    }
    // From now on a start deletes the rest of it, and does not put it back.
    await rename(taken, doomed);
  } catch (error) {
    putBack(path, taken);
    throw fileRefusal(`The folder ${path} could not be deleted`, error);
  }
  try {
    await rm(doomed, { recursive: true, force: true });
    await syncFolder(parent);
  } catch (error) {
    throw fileRefusal(`Not everything in ${path} could be deleted, and the rest is in ${doomed}`, error);
  }
  return { files, folders: [...agreed.folders].toSorted() };
}

/** Writes what was in a deleted folder into an empty one. Rejects with an error of the system. */
export async function writeRemoved(into: string, { files, folders }: RemovedFolder): Promise<void> {
  // Sorted, a folder comes before those within it.
  for (const folder of folders) if (folder !== '') await mkdir(join(into, folder));
  for (const [file, bytes] of files) await writeNewFile(join(into, file), bytes);
}

/** Another program may have deleted it before the folder was taken away. */
async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The path of the first thing that nobody has agreed to delete. */
async function otherIn(root: string, folder: string, agreed: Agreed): Promise<string | null> {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    if (isRubbish(entry.name)) continue;
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory() && agreed.folders.has(path)) {
      const other = await otherIn(root, path, agreed);
      if (other !== null) return other;
    } else {
      const version = agreed.files.get(path);
      if (version === undefined || (await stampOf(join(root, path)))?.version !== version) return path;
    }
  }
  return null;
}

function putBack(path: string, taken: string): void {
  if (existsSync(path)) restoreTaken(dirname(path), basename(taken));
  else renameSync(taken, path);
}

function notAgreed(path: string): Error {
  return refusal(
    'WRONG_STATE',
    `Nothing was deleted: another program has just written ${path}. Look at it, then try again.`,
  );
}
