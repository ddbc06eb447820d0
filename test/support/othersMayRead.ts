import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether the system lets anybody into a file or folder but its person (and, on Windows, the system itself). */
export async function othersMayRead(path: string): Promise<boolean> {
  if (process.platform !== 'win32') return ((await stat(path)).mode & 0o077) !== 0;
  const { stdout } = await run('icacls', [path]);
  return stdout.match(/:\(/g)?.length !== 2;
}
