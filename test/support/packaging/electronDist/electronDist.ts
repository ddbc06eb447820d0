import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { freshFuses } from './fuses.ts';
import { makeMachO } from './machO.ts';
import { makeWindowsStandIn } from './windowsProgram.ts';

/** A processor, by its name in electron-builder. */
export type StandInArch = 'x64' | 'arm64';

/**
 * A folder laid out as a release of Electron, as far as packaging looks at it: programs with fuses that run nothing. On macOS they are all
 * for one processor.
 */
export async function makeElectronDist(
  folder: string,
  platform: NodeJS.Platform,
  arch: StandInArch,
): Promise<void> {
  if (platform === 'darwin') await makeMacDist(folder, arch);
  else if (platform === 'win32') await makeWindowsDist(folder);
  else await makeLinuxDist(folder);
}

async function makeLinuxDist(folder: string): Promise<void> {
  await makeFlatDist(folder);
  await writeProgram(join(folder, 'electron'), Buffer.from(`#!/bin/sh\nexit 0\n# ${freshFuses}\n`, 'latin1'));
  await writeProgram(join(folder, 'chrome-sandbox'), Buffer.from('#!/bin/sh\n'));
}

async function makeWindowsDist(folder: string): Promise<void> {
  await makeFlatDist(folder);
  await writeProgram(join(folder, 'electron.exe'), makeWindowsStandIn('graphical', freshFuses));
}

/** What Electron has on Linux and Windows beside its program. */
async function makeFlatDist(folder: string): Promise<void> {
  await makeDefaultApp(join(folder, 'resources'));
  for (const locale of ['de', 'en-US'])
    await writeNested(join(folder, 'locales', `${locale}.pak`), Buffer.from(locale));
  await writeNested(join(folder, 'version'), Buffer.from('45.0.0'));
  await writeNested(join(folder, 'LICENSE'), Buffer.from('Electron’s licence'));
  await writeNested(join(folder, 'LICENSES.chromium.html'), Buffer.from('<p>Chromium’s licences</p>'));
}

/** The suffixes of Electron's helpers, each of which is an application of its own. */
const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'];
/** What Electron asks for, whatever is made of it. */
const devices = [
  'NSAudioCaptureUsageDescription',
  'NSBluetoothAlwaysUsageDescription',
  'NSBluetoothPeripheralUsageDescription',
  'NSCameraUsageDescription',
  'NSMicrophoneUsageDescription',
];

async function makeMacDist(folder: string, arch: StandInArch): Promise<void> {
  const contents = join(folder, 'Electron.app', 'Contents');
  await makeDefaultApp(join(contents, 'Resources'));
  const keys = devices.map((key) => `<key>${key}</key><string>This app needs access.</string>`);
  const minimum = '<key>LSMinimumSystemVersion</key><string>13.0</string>';
  await writeNested(join(contents, 'Info.plist'), plist('com.github.Electron', 'Electron', ...keys, minimum));
  await writeProgram(join(contents, 'MacOS', 'Electron'), makeMachO(arch));
  const framework = join(contents, 'Frameworks', 'Electron Framework.framework');
  await writeProgram(
    join(framework, 'Electron Framework'),
    Buffer.concat([makeMachO(arch), Buffer.from(freshFuses, 'latin1')]),
  );
  for (const language of ['de', 'en']) {
    await writeNested(
      join(framework, 'Versions', 'A', 'Resources', `${language}.lproj`, 'locale.pak'),
      Buffer.from(language),
    );
    await mkdir(join(contents, 'Resources', `${language}.lproj`), { recursive: true });
  }
  for (const suffix of helpers) {
    const name = `Electron Helper${suffix}`;
    const helper = join(contents, 'Frameworks', `${name}.app`, 'Contents');
    await writeNested(join(helper, 'Info.plist'), plist('com.github.Electron.helper', name));
    await writeProgram(join(helper, 'MacOS', name), makeMachO(arch));
  }
}

function plist(identifier: string, program: string, ...entries: readonly string[]): Buffer {
  const own = `<key>CFBundleIdentifier</key><string>${identifier}</string><key>CFBundleExecutable</key><string>${program}</string>`;
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${[own, ...entries].join('')}</dict></plist>\n`,
  );
}

async function makeDefaultApp(resources: string): Promise<void> {
  await using source = await temporaryFolder();
  await writeFile(join(source.path, 'package.json'), '{"name":"default","main":"main.js"}');
  await writeFile(join(source.path, 'main.js'), '');
  await mkdir(resources, { recursive: true });
  await createPackage(source.path, join(resources, 'default_app.asar'));
}

async function writeProgram(path: string, bytes: Uint8Array): Promise<void> {
  await writeNested(path, bytes);
  await chmod(path, 0o755);
}

async function writeNested(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
