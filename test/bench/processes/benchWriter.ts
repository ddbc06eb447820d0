import { createStore } from '../../../electron/engine/store/main/createStore.ts';
import type { RecordWriter } from '../../../electron/engine/store/store.ts';
import { storeWorkerUrl } from '../../../electron/workerUrls.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';

/** A file that is being written by the engine's store, and whether there is room for more. */
export interface BenchWriter extends AsyncDisposable {
  readonly writer: RecordWriter;
  readonly isFull: boolean;
  /** Resolves when the outgoing batches are half empty again. */
  hasRoom(): Promise<void>;
  finish(endedAt: number): Promise<void>;
}

/** Begins a new file. A file that cannot be written ends the process. */
export async function startWriter(path: string, startedAt = Date.now() * 1000): Promise<BenchWriter> {
  const store = createStore({ workerUrl: storeWorkerUrl() });
  let full: PromiseWithResolvers<void> | null = null;
  const fail = (message: string): never => {
    throw new Error(message);
  };
  const endpoint = endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' });
  const writer = await store.create(
    path,
    { name: 'benchmark', endpoint, startedAt },
    {
      committed: () => undefined,
      cut: () => undefined,
      filled: () => {
        full ??= Promise.withResolvers();
      },
      drained: () => {
        full?.resolve();
        full = null;
      },
      held: fail,
      recovered: () => undefined,
      stopped: fail,
    },
  );
  writer.peer(1, '127.0.0.1:9');
  return {
    writer,
    get isFull() {
      return full !== null;
    },
    hasRoom: async () => full?.promise,
    finish: (endedAt) => writer.finish(endedAt),
    [Symbol.asyncDispose]: () => store.close(),
  };
}
