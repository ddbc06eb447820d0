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

/** What the bundle is made of. Nobody calls it: `vitest --changed` follows the import to find the tests that an edited store concerns. */
export const storeWorkerSources = (): Promise<unknown> =>
  import('../../../electron/engine/store/worker/storeWorker.ts');
