import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';
import { bundledPrograms, programSources } from '../testedPrograms.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file that the threads of a store start with. */
    readonly storeWorkerPath: string;
    /** The file that a thread starts with that reads a collection. */
    readonly importWorkerPath: string;
  }
}

const root = resolve(import.meta.dirname, '../../..');
/** Within the packages of the repository, so that what is not bundled (the native masking of `ws`) is found. */
const cache = join(root, 'node_modules', '.cache');
/** How the folder of this run begins: a run that a test starts has one of its own. */
const prefix = `tested-${process.pid}-`;

/**
 * Bundles the programs and the workers once for a run of the tests, for the processes and threads that tests start. From the
 * sources each of them reads, strips and compiles hundreds of files, which takes about four times the processor time of the bundle. The
 * built page stands beside them, as it does in `out/`, so that it is served from the bundle, too.
 */
export default async function bundlePrograms(project: TestProject): Promise<() => Promise<void>> {
  // Each project of the run asks for it, one after the other; the first makes it.
  const made = process.env[bundledPrograms];
  const isOfThisRun = made !== undefined && basename(dirname(made)).startsWith(prefix);
  const main = isOfThisRun ? made : await bundle();
  process.env[bundledPrograms] = main;
  // Node keeps there what it has compiled, so that only the first process of the run compiles the bundle.
  process.env['NODE_COMPILE_CACHE'] = join(dirname(main), 'compiled');
  project.provide('storeWorkerPath', join(main, 'storeWorker.js'));
  project.provide('importWorkerPath', join(main, 'importWorker.js'));
  // A process that is just ending may still be writing what it has compiled.
  return () => rm(dirname(main), { recursive: true, force: true, maxRetries: 10 });
}

async function bundle(): Promise<string> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, prefix));
  // Some tests start programs as another user, who has to get there.
  await chmod(folder, 0o755);
  const main = join(folder, 'main');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: main,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          ...Object.fromEntries(programSources),
          storeWorker: join(root, 'electron/engine/store/worker/storeWorker.ts'),
          importWorker: join(root, 'electron/engine/workspace/importWorker.ts'),
        },
        external: ['bufferutil', 'utf-8-validate'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['bufferutil', 'utf-8-validate'] },
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await symlink(join(root, 'out/renderer'), join(folder, 'renderer'), 'junction');
  return main;
}

/** Has the tests find the bundled workers where they ask `electron/workerUrls.ts`. */
export function useWorkerBundles(): Plugin {
  const replacement = join(import.meta.dirname, 'workerUrls.ts');
  return {
    name: 'worker-bundles',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/workerUrls\.ts$/ },
      handler: (_id, importer) => (importer === replacement ? null : replacement),
    },
  };
}
