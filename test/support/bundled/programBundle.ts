import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';
import { bundledCommandLine } from '../commandLine.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file that the threads of a store start with. */
    readonly storeWorkerPath: string;
  }
}

const root = resolve(import.meta.dirname, '../../..');
/** Within the packages of the repository, so that what is not bundled (the native masking of `ws`) is found. */
const cache = join(root, 'node_modules', '.cache');

/**
 * Bundles the command line and the store's worker once for a run of the tests, for the processes and threads that tests start. From the
 * sources each of them reads, strips and compiles hundreds of files, which takes about four times the processor time of the bundle.
 */
export default async function bundleProgram(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'tested-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          cli: join(root, 'electron/cli.ts'),
          storeWorker: join(root, 'electron/engine/store/worker/storeWorker.ts'),
        },
        external: ['bufferutil', 'utf-8-validate'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['bufferutil', 'utf-8-validate'] },
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  process.env[bundledCommandLine] = join(folder, 'cli.js');
  // Node keeps there what it has compiled, so that only the first process of the run compiles the bundle.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'compiled');
  project.provide('storeWorkerPath', join(folder, 'storeWorker.js'));
  // A process that is just ending may still be writing what it has compiled.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

/** Has the tests find the bundled worker where they ask `electron/storeWorkerUrl.ts`. */
export function useStoreWorkerBundle(): Plugin {
  const replacement = join(import.meta.dirname, 'storeWorkerUrl.ts');
  return {
    name: 'store-worker-bundle',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/storeWorkerUrl\.ts$/ },
      handler: (_id, importer) => (importer === replacement ? null : replacement),
    },
  };
}
