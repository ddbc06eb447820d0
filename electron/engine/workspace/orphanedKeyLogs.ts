import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, stampOf } from '../files/files.ts';
import { keyLogEnding, recordingEnding } from '../store/recordingIds.ts';

/** Deletes the key logs whose recordings are gone: they decrypt traffic that somebody thought deleted. */
export async function removeOrphanedKeyLogs(folder: string): Promise<void> {
  const names = new Set(await namesIn(folder));
  for (const name of names) {
    if (!name.endsWith(keyLogEnding)) continue;
    if (names.has(`${name.slice(0, -keyLogEnding.length)}${recordingEnding}`)) continue;
    const path = join(folder, name);
    if ((await stampOf(path))?.isRegular) await rm(path, { force: true });
  }
}
