import { hash } from 'node:crypto';
import { existsSync, linkSync, lstatSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../../../shared/base/errors.ts';
import { syncFolder, temporaryEnding, writeNewFile } from './files.ts';

/** The ending of a file that was taken away while its successor is put in its place. */
const takenEnding = '.wirebench-taken';

/** 255 bytes: the longest name of most file systems. */
const longestNameBytes = 255;

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
 * the file is absent; `restoreTaken` repairs what a killed program left like that. Folders are not made. Rejects with an error of the system.
 */
export async function swapFile(swap: Swap): Promise<SwapOutcome> {
  const { to, text, id } = swap;
  const folder = dirname(to ?? swap.from?.path ?? '');
  const fresh = join(folder, `.${id}${temporaryEnding}`);
  try {
    if (text !== null) await writeNewFile(fresh, text);
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

/**
 * Puts back the file or folder that a killed program had taken away. Where a file has its name by now, that one is the newer, and this one
 * is deleted; a folder is put beside it.
 */
export function restoreTaken(folder: string, hidden: string): void {
  const name = hidden.slice(1, -takenEnding.length).replace(/\.[^.]*$/, '');
  const taken = join(folder, hidden);
  const found = lstatSync(taken, { throwIfNoEntry: false });
  if (!found) return;
  if (isAbsent(join(folder, name))) renameSync(taken, join(folder, name));
  else if (found.isDirectory()) renameSync(taken, join(folder, besideName(name, 'restored')));
  else unlinkSync(taken);
}

/** The hidden name under which something is taken away: `restoreTaken` finds its name in it, cut where the system could not keep it whole. */
export function hiddenName(name: string, id: string): string {
  const ending = `.${id}${takenEnding}`;
  return `.${shortened(name, ending.length + 1)}${ending}`;
}

/** `redis.json` becomes `redis-ID.json`, a folder `redis-ID`. */
function besideName(name: string, id: string): string {
  const whole = shortened(name, id.length + 1);
  const kind = kindEnding(whole);
  return `${whole.slice(0, whole.length - kind.length)}-${id}${kind}`;
}

/** The name with so few letters that more bytes fit behind it; what it is by its ending stays. */
function shortened(name: string, more: number): string {
  const kind = kindEnding(name);
  const letters = Array.from(name.slice(0, name.length - kind.length));
  const isLong = (): boolean => Buffer.byteLength(letters.join('') + kind) + more > longestNameBytes;
  while (letters.length > 1 && isLong()) letters.pop();
  return letters.join('') + kind;
}

function kindEnding(name: string): string {
  return /(?:\.message)?\.json$/.exec(name)?.[0] ?? '';
}

/** True for the name of a file that was taken away. */
export function isTaken(name: string): boolean {
  return name.startsWith('.') && name.endsWith(takenEnding);
}

/** Without a pause between its steps: the file is absent for as short a time as possible. */
function exchange({ from, to, text, id }: Swap, fresh: string): SwapOutcome {
  if (from === null) return to !== null && placeAlone(fresh, to) ? 'done' : 'taken';
  const taken = join(dirname(from.path), hiddenName(basename(from.path), id));
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
  if (!placeAlone(taken, path)) placeAlone(taken, join(dirname(path), besideName(basename(path), id)));
  if (existsSync(taken)) unlinkSync(taken);
}

/**
 * Gives a file a second name, or a new one where the disk has no second names. False when another file has it already. Systems have many
 * codes for a disk without hard links (Windows says EISDIR on FAT), so that every other failure is answered by renaming, which tells its own.
 */
function placeAlone(path: string, to: string): boolean {
  try {
    linkSync(path, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (codeOf(error) === 'ENOENT') throw error;
  }
  if (!isAbsent(to)) return false;
  renameSync(path, to);
  return true;
}

function isAbsent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined;
}
