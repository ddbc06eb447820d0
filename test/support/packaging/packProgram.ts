/**
 * Packs the application for every system and processor with stand-ins of Electron, in one run of electron-builder: `node packProgram.ts
 * FOLDER`, which has an Electron for each in `electron/PLATFORM-ARCH` and gets them in `output`. Packages for Linux stop before their tool,
 * which cannot be had everywhere; what it would have been told is in `fpm.json`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Arch, build, Platform, type CliOptions } from 'electron-builder';

const root = resolve(import.meta.dirname, '../../..');
const folder = resolve(process.argv[2] ?? '');
/** For each package: the arguments, and the desktop file that is among them, which is gone in the end. */
const toldToFpm: { args: readonly string[]; desktopFile: string }[] = [];

const targets = new Map([
  ...Platform.LINUX.createTarget(['deb', 'rpm'], Arch.x64, Arch.arm64),
  ...Platform.MAC.createTarget('dir', Arch.x64, Arch.arm64),
  ...Platform.WINDOWS.createTarget('dir', Arch.x64, Arch.arm64),
]);
const options: CliOptions = {
  projectDir: root,
  publish: 'never',
  targets,
  config: {
    extends: join(root, 'electron-builder.yml'),
    electronDist: ({ platformName, arch }) => join(folder, 'electron', `${platformName}-${arch}`),
    directories: { output: join(folder, 'output') },
    // Its tool is only on macOS.
    electronFuses: { resetAdHocDarwinSignature: false },
  },
  effectiveOptionComputed: async ([args, desktopFile]: readonly [readonly string[], string]) => {
    toldToFpm.push({ args, desktopFile: await readFile(desktopFile, 'utf8') });
    return true;
  },
};
await build(options);
await writeFile(join(folder, 'fpm.json'), JSON.stringify(toldToFpm));
