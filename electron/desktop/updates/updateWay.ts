/** What this program was installed by. */
interface Installation {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * How a new version gets here. `windows`, `mac` and `appImage`: the program may replace itself. `page`: a person gets it from the page of the
 * releases, since a package of the system is installed as root, and what was unpacked is where its user put it.
 */
export type UpdateWay = 'windows' | 'mac' | 'appImage' | 'page';

/** Set to anything but `0` by whoever cares for the machine: nothing is looked for, and nothing is offered. */
const forbidding = 'WIREBENCH_NO_UPDATES';

/** Null where nobody is asked for a new version. */
export function updateWay({ platform, environment }: Installation): UpdateWay | null {
  if (!['', '0'].includes(environment[forbidding] ?? '')) return null;
  if (platform === 'win32') return environment['PORTABLE_EXECUTABLE_FILE'] === undefined ? 'windows' : 'page';
  if (platform === 'darwin') return 'mac';
  if (platform !== 'linux') return null;
  return environment['APPIMAGE'] === undefined ? 'page' : 'appImage';
}
