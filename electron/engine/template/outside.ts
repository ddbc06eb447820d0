import { lstat, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep, win32 } from 'node:path';
import { formatCount } from '../../../shared/base/quantity.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { OutsideProblem } from '../../../shared/template/templateContext.ts';
import { largestResolvedBytes } from '../../../shared/template/template.ts';
import { codeOf } from '../../../shared/base/errors.ts';
import { fileRefusal, readSmallFile } from '../files/files.ts';

type Outside<Value> = Result<Value, OutsideProblem>;

const unavailable = (message: string): Outside<never> => fail({ code: 'unavailable', message });

/**
 * Reads the file that `{{$file:path}}` names: a regular file below the folder, of at most 16 MiB. Nothing on the way to it may be a link,
 * since a link that came with the workspace can lead to any file of this machine. Never rejects.
 */
export async function readFileWithin(folder: string, path: string): Promise<Outside<Uint8Array>> {
  const parts = path.split(/[/\\]/);
  if (isAbsolute(path) || win32.isAbsolute(path) || /^[A-Za-z]:/.test(path) || parts.some(isOutward))
    return unavailable(
      `$file reads files of the workspace, and “${path}” is none. Write its path below that folder.`,
    );
  if (parts.some((part) => part.startsWith('.'))) return unavailable(notRead(path));
  const whole = join(folder, ...parts);
  try {
    if (await isKept(folder, parts)) return unavailable(notRead(path));
    const isPlain = (await realpath(whole)) === join(await realpath(folder), ...parts);
    if (!isPlain || !(await lstat(whole)).isFile())
      return unavailable(
        `“${path}” is not a regular file of the workspace, or a link leads to it, so $file does not read it.`,
      );
    const bytes = await readSmallFile(whole, largestResolvedBytes);
    if (bytes !== null) return ok(bytes);
    return unavailable(
      `“${path}” has more than ${formatCount(largestResolvedBytes)} bytes. $file reads smaller files.`,
    );
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      return unavailable(
        `There is no file “${path}” in the workspace ${folder}. Correct the path, or put it there.`,
      );
    return unavailable(fileRefusal(`“${path}” could not be read`, error).message);
  }
}

/** The folders that git ignores: what is in them is this person's, and a template that came with the workspace must not send it. */
const keptFolders = ['secrets', 'sessions'] as const;

/**
 * True when one of the folders on the way is kept from templates. Folders are compared by what they are, since a file system may know one by
 * several names: in other case or composition, shortened, with a dot at the end.
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

function notRead(path: string): string {
  return `$file does not read “${path}”: secrets, recordings and hidden files stay on this machine. Copy what you want to send.`;
}

function isOutward(part: string): boolean {
  return part === '..' || part === '.' || part === '' || part.includes(sep) || part.includes('\0');
}

/** The variable of the process's environment that `{{$env:name}}` names. `isAllowed`: a person has agreed that it is used. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  isAllowed: boolean,
): Outside<string> {
  if (!isAllowed) {
    const message = `“${name}” of this machine's environment may not be used by this workspace yet. Allow it under Variables, or at what will be sent (Alt P), if that may contain it.`;
    return fail({ code: 'consent', message, allows: name });
  }
  const value = environment[name];
  return value === undefined
    ? unavailable(
        `The environment that Wirebench was started in has no variable “${name}”. Set it, and start again.`,
      )
    : ok(value);
}
