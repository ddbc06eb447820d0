const here = new URL('.', import.meta.url);

/** True when this runs straight from its source, false when it was bundled. */
export const runsFromSource = import.meta.url.endsWith('.ts');

/** `electron/` in the repository, `out/main/` in a build, where this code may be in a folder for shared chunks. */
export const mainFolder = here.pathname.endsWith('/chunks/') ? new URL('..', here) : here;

/** The file that the store's worker thread starts with. */
export function storeWorkerUrl(): URL {
  return new URL(runsFromSource ? 'engine/store/worker/storeWorker.ts' : 'storeWorker.js', mainFolder);
}

/** The file that a thread starts with that reads a collection of another program. */
export function importWorkerUrl(): URL {
  return new URL(runsFromSource ? 'engine/workspace/importWorker.ts' : 'importWorker.js', mainFolder);
}
