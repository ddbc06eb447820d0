import { hash } from 'node:crypto';
import { existsSync, linkSync, lstatSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { makeFolder, syncFolder, temporaryEnding } from './files.ts';

/** The ending of a file that was taken away while its successor is put in its place. */
const takenEnding = '.wirebench-taken';

/** A file as it was read, and what is to become of it. */
interface Swap {
  /** Null for a new file. */
  readonly from: { readonly path: string; readonly digest: string } | null;
  /** Where it stands afterwards; null when it is deleted. */
  readonly to: string | null;
  /** The new content; null when it stays. */
  readonly text: string | null;
  /** An id that nobody else uses. */
  readonly id: string;
}

/**
 * `changed`: the file was changed or is gone. `taken`: another file is where it should go. In both cases it is left as it is.
 */
export type SwapOutcome = 'done' | 'changed' | 'taken';

/** Tells whether two contents are the same. */
export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url');
}

/**
 * Replaces, moves, creates or deletes a file without losing what another program writes at the same moment. The file is first taken away
 * under a hidden name and compared there: who writes it later creates a new file, which is never overwritten. For less than a millisecond
 * the file is absent; `restoreTaken` repairs what a killed program left like that. Rejects with an error of the system.
 */
export async function swapFile(swap: Swap): Promise<SwapOutcome> {
  const { to, text, id } = swap;
  const folder = dirname(to ?? swap.from?.path ?? '');
  const fresh = join(folder, `.${id}${temporaryEnding}`);
  try {
    if (to !== null) await makeFolder(folder);
    if (text !== null) await writeWhole(fresh, text);
    const outcome = exchange(swap, fresh);
    if (outcome === 'done') {
      if (to !== null) await syncFolder(folder);
      if (swap.from && dirname(swap.from.path) !== folder) await syncFolder(dirname(swap.from.path));
    }
    return outcome;
  } finally {
    if (text !== null) await rm(fresh, { force: true });
  }
}

/** Puts back the file that a killed program had taken away, unless another one has its name by now. */
export function restoreTaken(folder: string, hidden: string): void {
  const name = hidden.slice(1, -takenEnding.length).replace(/\.[^.]*$/, '');
  const taken = join(folder, hidden);
  if (!existsSync(join(folder, name))) placeAlone(taken, join(folder, name));
  unlinkSync(taken);
}

/** True for the name of a file that was taken away. */
export function isTaken(name: string): boolean {
  return name.startsWith('.') && name.endsWith(takenEnding);
}

async function writeWhole(path: string, text: string): Promise<void> {
  await using handle: FileHandle = await open(path, 'wx');
  await handle.writeFile(text);
  await handle.sync();
}

/** Without a pause between its steps: the file is absent for as short a time as possible. */
function exchange({ from, to, text, id }: Swap, fresh: string): SwapOutcome {
  if (from === null) return to !== null && placeAlone(fresh, to) ? 'done' : 'taken';
  const taken = join(dirname(from.path), `.${basename(from.path)}.${id}${takenEnding}`);
  if (!takeAway(from.path, taken)) return 'changed';
  try {
    if (digestOf(readFileSync(taken)) !== from.digest) {
      putBack(taken, from.path, id);
      return 'changed';
    }
    if (to !== null && !placeAlone(text === null ? taken : fresh, to)) {
      putBack(taken, from.path, id);
      return to === from.path ? 'changed' : 'taken';
    }
  } catch (error) {
    putBack(taken, from.path, id);
    throw error;
  }
  if (existsSync(taken)) unlinkSync(taken);
  return 'done';
}

/** False when the file is gone. */
function takeAway(path: string, taken: string): boolean {
  try {
    renameSync(path, taken);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** If another file has its name by now, both stay: this one gets a name of its own, and the list shows it as a copy. */
function putBack(taken: string, path: string, id: string): void {
  if (!placeAlone(taken, path)) placeAlone(taken, path.replace(/(?:\.json)?$/, `-${id}.json`));
  if (existsSync(taken)) unlinkSync(taken);
}

/** Gives a file a second name, or a new one where the disk has no second names. False when another file has it already. */
function placeAlone(path: string, to: string): boolean {
  try {
    linkSync(path, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!withoutLinks.has(codeOf(error) ?? '')) throw error;
  }
  if (lstatSync(to, { throwIfNoEntry: false })) return false;
  renameSync(path, to);
  return true;
}

/** The codes with which disks without hard links (FAT, some network drives) refuse one. */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);
