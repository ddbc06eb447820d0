/**
 * Packs the application for every system and processor with stand-ins of Electron, in one run of electron-builder: `node packProgram.ts
 * FOLDER`, which has an Electron for each in `electron/PLATFORM-ARCH` and gets them in `output`. Packages for Linux stop before their tool,
 * which cannot be had everywhere; what it would have been told is in `fpm.json`. All of them are told where releases are, but one more, for
 * Linux, which is in `silent`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Arch, build, Platform, type CliOptions, type Configuration } from 'electron-builder';
import { feedUrl } from './feedUrl.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = resolve(process.argv[2] ?? '');
/** For each package: the arguments, and those files among them that are gone in the end. */
const toldToFpm: { args: readonly string[]; desktopFile: string; scripts: readonly string[] }[] = [];

const targets = new Map([
  ...Platform.LINUX.createTarget(['deb', 'rpm'], Arch.x64, Arch.arm64),
  ...Platform.MAC.createTarget('dir', Arch.x64, Arch.arm64),
  ...Platform.WINDOWS.createTarget('dir', Arch.x64, Arch.arm64),
]);
const config = (output: string): Configuration => ({
  extends: join(root, 'electron-builder.yml'),
  electronDist: ({ platformName, arch }) => join(folder, 'electron', `${platformName}-${arch}`),
  directories: { output: join(folder, output) },
  // Its tool is only on macOS.
  electronFuses: { resetAdHocDarwinSignature: false },
});
const options: CliOptions = {
  projectDir: root,
  publish: 'never',
  targets,
  config: { ...config('output'), publish: { provider: 'generic', url: feedUrl } },
  effectiveOptionComputed: async ([args, desktopFile]: readonly [readonly string[], string]) => {
    const scripts = ['--after-install', '--after-remove'].map((name) => args[args.indexOf(name) + 1] ?? '');
    toldToFpm.push({
      args,
      desktopFile: await readFile(desktopFile, 'utf8'),
      scripts: await Promise.all(scripts.map((path) => readFile(path, 'utf8'))),
    });
    return true;
  },
};
await build(options);
const silent = Platform.LINUX.createTarget('dir', Arch.x64);
await build({ projectDir: root, publish: 'never', targets: silent, config: config('silent') });
await writeFile(join(folder, 'fpm.json'), JSON.stringify(toldToFpm));
