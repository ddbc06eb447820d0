import { lstat, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { parentFolder, type FolderPath } from '../../../shared/model/connectionFolder.ts';
import { fileRefusal, makeFolder, syncFolder, temporaryEnding } from '../files/files.ts';
import { refusal } from './folderRules.ts';

/** A folder that is to appear at once. */
interface NewFolder {
  /** Absolute. */
  readonly root: string;
  /** Below the root. */
  readonly path: FolderPath;
  readonly freshId: string;
  /** The beginning of the sentence when it cannot be written. */
  readonly failure: string;
}

/**
 * Makes a folder that is there as a whole or not at all: `write` fills it under a hidden name, which a start deletes when it was left behind.
 * Rejects with a sentence, and leaves nothing.
 */
export async function makeWholeFolder(
  { root, path, freshId, failure }: NewFolder,
  write: (hidden: string) => Promise<void>,
): Promise<void> {
  const hidden = join(root, parentFolder(path), `.${freshId}${temporaryEnding}`);
  const target = join(root, path);
  try {
    await makeFolder(hidden);
    await write(hidden);
    if (await isOther(hidden, target))
      throw refusal('WRONG_STATE', `There is something called ${path} already. Try again.`);
    await rename(hidden, target);
    await syncFolder(dirname(hidden));
  } catch (error) {
    await rm(hidden, { recursive: true, force: true });
    throw fileRefusal(failure, error);
  }
}

/** False where nothing is, or the same folder under a name that differs in case only. */
export async function isOther(from: string, target: string): Promise<boolean> {
  try {
    const [ours, theirs] = await Promise.all([
      lstat(from, { bigint: true }),
      lstat(target, { bigint: true }),
    ]);
    return ours.ino !== theirs.ino || ours.dev !== theirs.dev;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
