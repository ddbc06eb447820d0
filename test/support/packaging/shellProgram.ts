import { chmod, writeFile } from 'node:fs/promises';

/** A program of one line of the shell. */
export async function writeProgram(path: string, line: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${line}\n`);
  await chmod(path, 0o755);
}
