import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';

export const runsFromSource = true;

/** `electron/` in the repository. */
export const mainFolder = pathToFileURL(join(import.meta.dirname, '../../../electron/'));

/** The bundle of `programBundle.ts`, in the place of the source. */
export function storeWorkerUrl(): URL {
  return pathToFileURL(inject('storeWorkerPath'));
}

/** The same for the thread that reads collections. */
export function importWorkerUrl(): URL {
  return pathToFileURL(inject('importWorkerPath'));
}

/** What the bundles are made of. Nobody calls it: `vitest --changed` follows the imports to find the tests that an edit concerns. */
export const workerSources = (): Promise<unknown> =>
  Promise.all([
    import('../../../electron/engine/store/worker/storeWorker.ts'),
    import('../../../electron/engine/workspace/importWorker.ts'),
  ]);
