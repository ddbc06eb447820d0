import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Names another folder, for whoever wants it elsewhere. */
const variable = 'WIREBENCH_CONFIG';

interface System {
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * The folder for what a person has decided on this machine, and which no workspace may bring along: where the system keeps such files, or
 * where `WIREBENCH_CONFIG` says. Each host has the same, since each may open the same workspace. Paths that are not absolute are ignored: they
 * could lead into a workspace that came from elsewhere. It need not exist. Null for a user
 * without a home folder.
 */
export function configFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  { platform, home }: System = { platform: process.platform, home: homeFolder() },
): string | null {
  const paths = platform === 'win32' ? win32 : posix;
  const named = (name: string): string | undefined => {
    const path = environment[name] ?? '';
    return paths.isAbsolute(path) ? path : undefined;
  };
  const below = (...parts: readonly string[]): string | null =>
    paths.isAbsolute(home) ? paths.join(home, ...parts) : null;
  const parent = (): string | null => {
    if (platform === 'win32') return named('APPDATA') ?? below('AppData', 'Roaming');
    if (platform === 'darwin') return below('Library', 'Application Support');
    return named('XDG_CONFIG_HOME') ?? below('.config');
  };
  const usual = parent();
  return named(variable) ?? (usual === null ? null : paths.join(usual, 'wirebench'));
}

/** Empty for a user whom the system knows no home folder of, as in some containers: that must not keep a program from starting. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
