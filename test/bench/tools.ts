import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is that can be started by this name; null when there is none. */
export function findTool(name: string): string | null {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  return paths.find(isProgram) ?? null;
}

/** True when the program is there and starts: one that was installed without what it needs is of no use. */
export function starts(name: string, ...args: readonly string[]): boolean {
  return findTool(name) !== null && spawnSync(name, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
