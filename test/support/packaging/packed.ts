import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { z } from 'zod';
import { ensureTestBuild } from '../build.ts';
import { makeElectronDist, type StandInArch } from './electronDist/electronDist.ts';
import { serveNodeReleases } from './nodeReleases.ts';
import { temporaryFolder } from '../temporaryFolder.ts';

const run = promisify(execFile);

/** The systems that are packed for, by Node's names. */
export const platforms = ['linux', 'darwin', 'win32'] as const;
/** The processors that are packed for. */
export const architectures = ['x64', 'arm64'] as const;
type PackedPlatform = (typeof platforms)[number];

/** One packed application. */
export interface PackedApplication {
  /** What its user gets; on macOS the `Contents` of the application. */
  readonly folder: string;
  readonly resources: string;
  /** The file that has the fuses. */
  readonly fused: string;
  readonly archive: string;
  /** The files of the archive, with slashes. */
  files(): Promise<string[]>;
  /** A folder with what is in the archive. */
  extracted(): string;
}

const toldToFpmSchema = z.object({
  args: z.array(z.string()),
  /** The text of the desktop file. */
  desktopFile: z.string(),
  /** The texts of what is run after an installation, and after a removal. */
  scripts: z.tuple([z.string(), z.string()]),
});
type ToldToFpm = z.infer<typeof toldToFpmSchema>;

/** All packed applications, made at once. */
export interface Packed extends AsyncDisposable {
  readonly path: string;
  of(platform: PackedPlatform, arch: StandInArch): PackedApplication;
  /** What the tool that makes packages for Linux would have been told for one kind. */
  toldToFpm(kind: 'deb' | 'rpm'): Promise<ToldToFpm>;
}

const folders: Readonly<Record<PackedPlatform, string>> = {
  linux: 'linux-unpacked',
  darwin: 'mac/Wirebench.app/Contents',
  win32: 'win-unpacked',
};
const fusedFiles: Readonly<Record<PackedPlatform, string>> = {
  linux: 'wirebench',
  darwin: 'Frameworks/Electron Framework.framework/Electron Framework',
  win32: 'Wirebench.exe',
};

/** Packs for all systems with stand-ins for Electron and for Node on Windows. */
export async function packEverything(): Promise<Packed> {
  await ensureTestBuild();
  const folder = await temporaryFolder();
  for (const platform of platforms) {
    for (const arch of architectures) {
      await makeElectronDist(join(folder.path, 'electron', `${platform}-${arch}`), platform, arch);
    }
  }
  await using releases = await serveNodeReleases();
  const program = join(import.meta.dirname, 'packProgram.ts');
  await run(process.execPath, [program, folder.path], {
    env: { ...process.env, WIREBENCH_NODE_MIRROR: releases.url },
  });
  return {
    path: folder.path,
    of: (platform, arch) => packedApplication(folder.path, platform, arch),
    toldToFpm: async (kind) => {
      const text = await readFile(join(folder.path, 'fpm.json'), 'utf8');
      const told = z.array(toldToFpmSchema).parse(JSON.parse(text));
      const found = told.find(({ args }) => args.some((arg) => arg.endsWith(`.${kind}`)));
      if (found === undefined) throw new Error(`Nothing was made for .${kind}.`);
      return found;
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

function packedApplication(base: string, platform: PackedPlatform, arch: StandInArch): PackedApplication {
  const name = folders[platform];
  const suffixed = name.startsWith('mac')
    ? name.replace('mac', `mac-${arch}`)
    : name.replace('-', `-${arch}-`);
  const folder = join(base, 'output', arch === 'x64' ? name : suffixed);
  const resources = join(folder, platform === 'darwin' ? 'Resources' : 'resources');
  const archive = join(resources, 'app.asar');
  const extracted = join(base, 'extracted', `${platform}-${arch}`);
  let isExtracted = false;
  const extract = (): string => {
    if (!isExtracted) extractAll(archive, extracted);
    isExtracted = true;
    return extracted;
  };
  return {
    folder,
    resources,
    fused: join(folder, fusedFiles[platform]),
    archive,
    extracted: extract,
    files: async () => {
      const paths = listPackage(archive, { isPack: false }).map((path) =>
        path.replaceAll('\\', '/').replace(/^\//, ''),
      );
      const isFile = await Promise.all(
        paths.map(async (path) => (await stat(join(extract(), path))).isFile()),
      );
      return paths.filter((_, index) => isFile[index]);
    },
  };
}

/** The files below a folder, with slashes. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
}
