import { mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureBuilt } from '../../scripts/freshBuild.ts';
import { codeOf } from '../../shared/base/errors.ts';

const root = resolve(import.meta.dirname, '../..');
const lock = join(root, 'node_modules', '.wirebench-build');
/** A build takes some 10 s; after 2 minutes, whoever held the lock was ended before it could let go. */
const staleMs = 120_000;
const pollMs = 100;

/** Builds Wirebench unless the build is newer than its sources; of several test files at once, one does it. Gives the folder of the build. */
export async function ensureTestBuild(): Promise<string> {
  await takeLock();
  try {
    const problem = await ensureBuilt(root, AbortSignal.timeout(staleMs));
    if (problem !== null) throw new Error(`Building failed:\n${problem}`);
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
  return join(root, 'out');
}

async function takeLock(): Promise<void> {
  for (;;) {
    try {
      await mkdir(lock);
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const since = await stat(lock).catch(() => null);
      if (since && Date.now() - since.mtimeMs > staleMs) await rm(lock, { recursive: true, force: true });
      else await pause(pollMs);
    }
  }
}
