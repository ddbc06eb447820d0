import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeId } from '../../../electron/engine/base/makeId.ts';
import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import type { RecordWriter, Store } from '../../../electron/engine/store/store.ts';
import { createSystemClock } from '../../../electron/engine/base/systemClock.ts';
import { createRecordings, type Recordings } from '../../../electron/engine/workspace/recordings.ts';
import { storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';

/** One store for all tests of a file: starting its threads takes more than most tests. */
export function storeOfFile(): Store {
  const store = createStore({ workerUrl: storeWorkerUrl() });
  afterAll(() => store.close());
  return store;
}

export const clock = createSystemClock();
/** When the recordings of `openRecordings` begin, unless told. */
export const startedAt = new Date(2026, 10, 21, 14, 2, 11).getTime() * 1000;
/** Events of a writer that no test asks about. */
export const quiet = {
  committed: () => undefined,
  cut: () => undefined,
  filled: () => undefined,
  drained: () => undefined,
  held: () => undefined,
  recovered: () => undefined,
  stopped: () => undefined,
};

export interface OpenRecordings extends AsyncDisposable {
  readonly folder: string;
  readonly store: Store;
  readonly recordings: Recordings;
  readonly live: Set<string>;
  names(): string[];
  write(path: string, name: string, at?: number): Promise<RecordWriter>;
  record(name: string, at?: number): Promise<string>;
}

/** The recordings of a workspace in this folder. */
export async function openRecordings(store: Store, root: string, now = clock): Promise<OpenRecordings> {
  const folder = join(root, 'sessions');
  await mkdir(folder, { recursive: true });
  const live = new Set<string>();
  const isLive = (path: string) => (live.has(path) ? sessionIdSchema.parse('live-1') : null);
  const log = { warn: () => undefined };
  const recordings = await createRecordings({ folder, store, clock: now, makeId, log, isLive });
  const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:1' });
  const write = (path: string, name: string, at = startedAt) =>
    store.create(path, { name, endpoint, startedAt: at }, quiet);
  return {
    folder,
    store,
    recordings,
    live,
    write,
    names: () => recordings.list.value.map(({ name }) => name),
    async record(name, at = startedAt) {
      const path = await recordings.choose(name, at);
      await (await write(path, name, at)).finish(at + 1);
      await recordings.rescan();
      return path;
    },
    async [Symbol.asyncDispose]() {
      await recordings.close();
    },
  };
}
