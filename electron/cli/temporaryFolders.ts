import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdFolder, lockedSinceMs, type FileLocks } from '../engine/lock/workspaceLock.ts';

/** Of this program only: what other programs call their folders is nothing that may be deleted. */
const prefix = 'wirebench-run-';
/** What `mkdtemp` makes of the prefix. */
const namePattern = /^wirebench-run-[A-Za-z0-9]{6}$/;
/** One minute: a program has locked its folder some milliseconds after it made it. */
const unlockedAgeMs = 60_000;
/** 0.5 s: some microseconds pass between the making of the lock's file and the locking of it. */
const lockingMs = 500;

/** Makes a folder for a temporary workspace: for this user alone, in the system's folder for such. */
export function makeTemporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), prefix));
}

/**
 * Deletes the temporary workspaces of programs that were killed. One whose program runs is locked, and stays; so does what is another
 * user's, a link, or was not made by `makeTemporaryFolder`. Never rejects: what cannot be deleted now is met again at the next start.
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
  // Windows deletes no file that is open. Who locked it once has gone, and nobody else ever will.
  if (process.platform === 'win32') await held.release();
  try {
    await rm(folder, { recursive: true, force: true });
  } finally {
    if (process.platform !== 'win32') await held.release();
  }
}
