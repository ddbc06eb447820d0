import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildProblem, placeProblem } from './buildProblem.ts';
import { runChild } from './childProcess.ts';

const sources = [
  'electron',
  'renderer',
  'shared',
  'docs',
  'scripts/docs',
  'README.md',
  'electron.vite.config.ts',
  'scripts/notices',
  'package.json',
  'package-lock.json',
];
/** One file of each part of the build, those that are written last. */
const products = [
  'out/main/main.js',
  'out/main/headless.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/renderer/docs/index.html',
];

/** Builds, unless everything built is newer than every source. Resolves to null, or to why there is no build. */
export async function ensureBuilt(root: string, stop: AbortSignal): Promise<string | null> {
  if (await isFresh(root)) return null;
  const hindrance = placeProblem(root);
  if (hindrance !== null) return hindrance;
  process.stdout.write('Building Wirebench…\n');
  const script = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, output } = await runChild(process.execPath, [script, 'build'], {
    cwd: root,
    stop,
    output: 'collect',
  });
  return status === 0 ? null : buildProblem(output);
}

async function isFresh(root: string): Promise<boolean> {
  const built = await Promise.all(products.map((path) => changedAt(join(root, path))));
  const oldest = Math.min(...built.map((time) => time ?? 0));
  return oldest > 0 && oldest >= (await newestSource(root));
}

async function newestSource(root: string): Promise<number> {
  const paths = await Promise.all(sources.map((source) => filesOf(join(root, source))));
  const times = await Promise.all(paths.flat().map(changedAt));
  return Math.max(...times.map((time) => time ?? 0));
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** In milliseconds since the epoch; null when there is no such file. */
async function changedAt(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}
