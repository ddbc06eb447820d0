import { join } from 'node:path';
import { createStore } from '../../electron/engine/store/main/createStore.ts';
import type { NewRecord, RecordWriter } from '../../electron/engine/store/store.ts';
import { storeWorkerUrl } from '../../electron/workerUrls.ts';
import { endpointSchema } from '../../shared/model/connection.ts';

/** When the recordings of these tests begin, in microseconds since the epoch. */
const startedAt = 1_800_000_000_000_000;

const ignore = (): void => undefined;

/** How many this worker wrote: each has a file name of its own, because one is deleted with its test while the window goes on. */
let written = 0;

/** Puts a recording into the workspace, as a session would have written it. */
export async function writeRecording(
  workspace: string,
  name: string,
  fill: (writer: RecordWriter) => Promise<void> | void,
): Promise<void> {
  written += 1;
  const store = createStore({ workerUrl: storeWorkerUrl() });
  try {
    const writer = await store.create(
      join(workspace, 'sessions', `${name}-${written}.wbs`),
      {
        name,
        endpoint: endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://127.0.0.1:9' }),
        startedAt,
      },
      {
        committed: ignore,
        cut: ignore,
        filled: ignore,
        drained: ignore,
        held: ignore,
        recovered: ignore,
        stopped: ignore,
      },
    );
    writer.peer(1, '127.0.0.1:9');
    await fill(writer);
    await writer.finish(startedAt + 100_000_000);
  } finally {
    await store.close();
  }
}

/** A received payload, so many microseconds after the start. */
export function receivedPayload(afterUs: number, content: string | Uint8Array): NewRecord {
  return {
    at: startedAt + afterUs,
    peer: 1,
    direction: 'in',
    kind: 'data',
    bytes: typeof content === 'string' ? Buffer.from(content) : content,
    note: null,
  };
}
