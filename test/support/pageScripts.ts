import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'oxc-parser';

/** Scripts by their paths below the folder of the page. */
type Scripts = ReadonlyMap<string, Buffer>;

/** The scripts that a built page loads before anything is seen: those that it names, and all that they import at once. */
export async function firstScripts(folder: string): Promise<Scripts> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const named = page.matchAll(/<(?:script[^>]*src|link rel="modulepreload"[^>]*href)="\.\/([^"]+\.js)"/g);
  return withImports(
    folder,
    Array.from(named, ([, path = '']) => path),
  );
}

/** Scripts of a built page with all that they import at once. */
async function withImports(folder: string, paths: readonly string[]): Promise<Scripts> {
  const found = new Map<string, Buffer>();
  const add = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    const script = await readFile(join(folder, path));
    found.set(path, script);
    const { module } = parseSync(path, script.toString());
    const exported = module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    );
    for (const name of [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exported])
      await add(posix.join(posix.dirname(path), name));
  };
  for (const path of paths) await add(path);
  return found;
}

/** A piece of the page that is loaded later, by the beginning of its name, with all that it imports at once. */
export async function scriptOf(folder: string, name: string): Promise<Scripts> {
  const paths = (await readdir(join(folder, 'assets'))).filter((path) => path.startsWith(`${name}-`));
  return withImports(
    folder,
    paths.filter((path) => path.endsWith('.js')).map((path) => `assets/${path}`),
  );
}

/** The script of the documentation, with all that it imports at once. */
export async function docsScripts(folder: string): Promise<Scripts> {
  return withImports(folder, ['docs/docs.js']);
}

/** What scripts are when each is compressed by itself, as a server does, in bytes. */
export function compressedSize(scripts: Scripts): number {
  return [...scripts.values()].reduce((sum, script) => sum + gzipSync(script).length, 0);
}
