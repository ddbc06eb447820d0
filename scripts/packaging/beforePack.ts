/**
 * Lays out what goes beside the archive, in folders of its own: a file that electron-builder is told to copy from the build as well is left
 * out of the archive.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Arch, type AfterPackContext as PackContext } from 'electron-builder';
import { noticesFile } from '../notices/notices.ts';
import { makeWindowsProgram, prepareBlob } from './singleExecutable.ts';
import { nodeLicense, windowsNode } from './windowsNode.ts';

const root = resolve(import.meta.dirname, '../..');
const out = join(root, 'out');
/** What the command line has of the engine's files: not the window's program, nor what that alone loads. */
const engineFiles = /^(?:chunks(?!.electronUpdater-)|bufferutil|(?:cli|storeWorker|importWorker)\.js$)/;

/** What electron-builder calls before it packs for one system and processor. */
export default async function beforePack(context: PackContext): Promise<void> {
  await layOutNotices();
  if (context.electronPlatformName === 'win32') await layOutWindows(context);
}

async function layOutNotices(): Promise<void> {
  const folder = join(out, 'notices');
  await mkdir(folder, { recursive: true });
  await cp(join(out, 'renderer', noticesFile), join(folder, noticesFile));
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE.txt'));
}

/** The command line for Windows: a console program of its own, and what it reads. */
async function layOutWindows({ arch, packager: { appInfo } }: PackContext): Promise<void> {
  const processor = arch === Arch.arm64 ? 'arm64' : 'x64';
  const folder = join(out, `windows-${processor}`);
  await rm(folder, { recursive: true, force: true });
  await copyCommandLine(join(folder, 'resources', 'cli'), `win32-${processor}.node`);
  const [node, license, blob, icon] = await Promise.all([
    windowsNode(processor, join(root, 'node_modules', '.cache', 'wirebench')),
    nodeLicense(),
    prepareBlob(join(import.meta.dirname, 'commandMain.cjs')),
    readFile(join(root, 'build', 'icon.ico')),
  ]);
  const program = makeWindowsProgram(node, blob, {
    name: appInfo.productName,
    description: `${appInfo.productName} command line`,
    version: appInfo.version,
    copyright: appInfo.copyright,
    company: appInfo.companyName ?? appInfo.productName,
    icon,
  });
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin', 'wirebench.exe'), program);
  await writeFile(join(folder, 'bin', 'LICENSE.node.txt'), license);
}

/** `nativeModule` is the name of the only one that can be loaded there. */
async function copyCommandLine(folder: string, nativeModule: string): Promise<void> {
  await cp(join(root, 'build', 'windows', 'cli'), folder, { recursive: true });
  const main = join(out, 'main');
  await cp(main, join(folder, 'main'), {
    recursive: true,
    filter: (source) => {
      const path = source.slice(main.length + 1).replaceAll('\\', '/');
      if (path === '') return true;
      if (path.endsWith('.node')) return path.endsWith(`/${nativeModule}`);
      return engineFiles.test(path) && !path.endsWith('.map');
    },
  });
  await cp(join(out, 'renderer'), join(folder, 'renderer'), { recursive: true });
}
