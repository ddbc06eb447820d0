import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdFolder, lockedSinceMs, type FileLocks } from '../engine/lock/workspaceLock.ts';

/** Used by this program only: folders that other programs named must not be deleted. */
const prefix = 'wirebench-run-';
/** The names that `mkdtemp` makes from the prefix. */
const namePattern = /^wirebench-run-[A-Za-z0-9]{6}$/;
/** One minute: a program locks its folder some milliseconds after it has created it. */
const unlockedAgeMs = 60_000;
/** 0.5 s: some microseconds pass between the creation of the lock's file and the lock. */
const lockingMs = 500;

/** Creates a folder for a temporary workspace: for this user alone, in the system's folder for temporary files. */
export function makeTemporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), prefix));
}

/**
 * Deletes the temporary workspaces of programs that were killed. The workspace of a running program is locked, and stays; so does one that
 * belongs to another user, is a link, or was not made by `makeTemporaryFolder`. Never rejects: a folder that cannot be deleted now is found
 * again at the next start.
 */
export async function sweepTemporaryFolders(locks: FileLocks): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    if (namePattern.test(name)) await sweep(join(tmpdir(), name), locks).catch(() => undefined);
  }
}

async function sweep(folder: string, locks: FileLocks): Promise<void> {
  const found = await lstat(folder);
  const uid = process.getuid?.();
  const isOurs = uid === undefined || (found.uid === uid && (found.mode & 0o077) === 0);
  if (!found.isDirectory() || !isOurs) return;
  const lockedMs = lockedSinceMs(folder);
  if (lockedMs === null) {
    if (Date.now() - found.mtimeMs > unlockedAgeMs) await rm(folder, { recursive: true, force: true });
    return;
  }
  if (Date.now() - lockedMs < lockingMs) return;
  const held = await holdFolder(folder, locks);
  if (!held) return;
  // Windows does not delete open files. The program that locked the folder has gone, and no other ever will lock it.
  if (process.platform === 'win32') await held.release();
  try {
    await rm(folder, { recursive: true, force: true });
  } finally {
    if (process.platform !== 'win32') await held.release();
  }
}
