import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Why there can be no build in a place of this person's own making, as a sentence; null when nothing speaks against it. */
export function placeProblem(root: string): string | null {
  const locked = [root, ...foldersOf(join(root, 'out'))].find((folder) => !mayWrite(folder));
  return locked === undefined
    ? null
    : `Wirebench has to be built, and you may not write to ${locked}. Have it built by someone who may (npm run build), or start a copy of your own.`;
}

/** Why the build failed: a sentence where it has nothing to do with the source, otherwise all that the build said. */
export function buildProblem(said: string): string {
  const refused = /\b(ENOSPC|EDQUOT|EACCES|EPERM|EROFS|EMFILE|ENFILE)\b(?:[^\n']*'([^'\n]+)')?/.exec(said);
  const why = refused ? refusals[refused[1] ?? ''] : undefined;
  if (why !== undefined) return `Wirebench could not be built: ${why(refused?.[2])}`;
  if (/Cannot find (?:native binding|module @\S+-(?:linux|darwin|win32)-)/.test(said)) {
    return 'Wirebench could not be built: its packages were installed for another system, or by a Node before 20.19. Run npm ci here.';
  }
  return `${said.trimEnd()}\nWirebench could not be built.`;
}

const refusals: Readonly<Record<string, (path: string | undefined) => string>> = {
  ENOSPC: () => 'the disk is full. Free some space, then try again.',
  EDQUOT: () => 'your disk quota is used up. Free some space, then try again.',
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: (path) => `${path ?? 'its folder'} is on a read-only disk. Start a copy of your own.`,
  EMFILE: tooMany,
  ENFILE: tooMany,
};

function notAllowed(path: string | undefined): string {
  return `you may not write to ${path ?? 'its folder'}. Change its permissions, or start a copy of your own.`;
}

function tooMany(): string {
  return 'too many files are open on this machine. Raise the limit (ulimit -n), then try again.';
}

function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const inside = entries.filter((entry) => entry.isDirectory());
  return [folder, ...inside.map((entry) => join(entry.parentPath, entry.name))];
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
