import { lstat, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep, win32 } from 'node:path';
import { fail, ok, type Result } from '../../../shared/base/result.ts';

/**
 * Why a path names no file that what is in a workspace may read: `outside` the folder; `kept`, because secrets, recordings and hidden files
 * are this person's; `notPlain`, because it is no regular file, or a link leads to it.
 */
export type WithinProblem = 'outside' | 'kept' | 'notPlain';

/**
 * The whole path of a regular file below the folder, which `/` or `\` may separate into parts. Nothing on the way to it may be a link, since
 * a link that came with the folder can lead to any file of this machine. Rejects with what the system says, such as ENOENT.
 */
export async function findWithin(folder: string, path: string): Promise<Result<string, WithinProblem>> {
  const parts = path.split(/[/\\]/);
  if (isWhole(path) || parts.some(isOutward)) return fail('outside');
  if (parts.some((part) => part.startsWith('.'))) return fail('kept');
  const whole = join(folder, ...parts);
  if (await isKept(folder, parts)) return fail('kept');
  const isPlain = (await realpath(whole)) === join(await realpath(folder), ...parts);
  return isPlain && (await lstat(whole)).isFile() ? ok(whole) : fail('notPlain');
}

/** True for a path that begins at a root, on whatever system. */
export function isWhole(path: string): boolean {
  return isAbsolute(path) || win32.isAbsolute(path) || /^[A-Za-z]:/.test(path);
}

/** The folders that git ignores: what is in them is this person's, and what came with the workspace must not send it. */
const keptFolders = ['secrets', 'sessions'] as const;

/**
 * True when one of the folders on the way is kept. Folders are compared by what they are, since a file system may know one by several names:
 * in other case or composition, shortened, with a dot at the end.
 */
async function isKept(folder: string, parts: readonly string[]): Promise<boolean> {
  const identityOf = async (path: string): Promise<string | null> => {
    const found = await stat(path, { bigint: true }).catch(() => null);
    return found && `${found.dev} ${found.ino}`;
  };
  const kept = new Set(await Promise.all(keptFolders.map((name) => identityOf(join(folder, name)))));
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const found = await identityOf(join(folder, ...parts.slice(0, depth)));
    if (found !== null && kept.has(found)) return true;
  }
  return keptFolders.some((name) => name === parts[0]?.toLowerCase());
}

function isOutward(part: string): boolean {
  return part === '..' || part === '.' || part === '' || part.includes(sep) || part.includes('\0');
}
