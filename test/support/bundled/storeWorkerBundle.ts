import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file that the threads of a store start with. */
    readonly storeWorkerPath: string;
  }
}

const root = resolve(import.meta.dirname, '../../..');

/**
 * Bundles the store's worker once for a run of the tests. Every store starts two or three threads; from the sources each of them reads,
 * strips and compiles more than a hundred files, which takes four times the processor time of the bundle.
 */
export default async function bundleStoreWorker(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-bundle-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'electron/engine/store/worker/storeWorker.ts',
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'storeWorker.mjs' } },
    },
    ssr: { noExternal: true },
  });
  project.provide('storeWorkerPath', join(folder, 'storeWorker.mjs'));
  return () => rm(folder, { recursive: true, force: true });
}

/** Has the tests find the bundle where they ask `electron/storeWorkerUrl.ts`; the processes that they start still run from the sources. */
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
