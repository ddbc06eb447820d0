import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const names = ['.old.wirebench-tmp', '.new.wirebench-tmp'] as const;

/** Temporary files in a folder: one that a killed program left, and one that a program may be writing at this moment. */
export async function leaveTemporaryFiles(folder: string): Promise<void> {
  for (const name of names) await writeFile(join(folder, name), '{');
  await utimes(join(folder, names[0]), 0, 0);
}

/** Those of them that are still there. */
export async function leftTemporaryFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.wirebench-tmp'));
}
