import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/** How Electron's program marks its fuses: this text, a version, how many there are, and one character for each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As they are in a fresh Electron: `1` on, `0` off. */
const freshFuses = '1011001011';

/** The fuses by their place in the program. */
const fuseNames = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'embeddedAsarIntegrity',
  'onlyLoadAppFromAsar',
  'browserV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** A folder laid out as Electron's for Linux, as far as packaging looks at it: a program with fuses that runs nothing. */
export async function makeElectronDist(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  for (const locale of ['de', 'en-US']) await writeFile(join(folder, 'locales', `${locale}.pak`), locale);
  await writeFile(join(folder, 'version'), '45.0.0');
  const program = join(folder, 'electron');
  const fuses = `${fuseSentinel}\u0001${String.fromCharCode(freshFuses.length)}${freshFuses}`;
  await writeFile(program, `#!/bin/sh\nexit 0\n# ${fuses}\n`, 'latin1');
  await chmod(program, 0o755);
  const defaultApp = join(folder, 'default_app');
  await mkdir(defaultApp);
  await writeFile(join(defaultApp, 'package.json'), '{"name":"default","main":"main.js"}');
  await writeFile(join(defaultApp, 'main.js'), '');
  await createPackage(defaultApp, join(folder, 'resources', 'default_app.asar'));
}

/** Whether each fuse of a program is on. */
export function readFuses(program: Buffer): Record<string, boolean> {
  const at = program.indexOf(fuseSentinel, 0, 'latin1') + fuseSentinel.length + 2;
  const wire = program.toString('latin1', at, at + fuseNames.length);
  return Object.fromEntries(fuseNames.map((name, index) => [name, wire[index] === '1']));
}
