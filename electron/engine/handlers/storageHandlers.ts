import { setTimeout as delay } from 'node:timers/promises';
import type { RecordingStorage } from '../workspace/recordingStorage.ts';
import type { HandlersOf } from './handlersOf.ts';

/** 250 ms: while something is recorded the sizes change all the time, and a meter need not. */
const itemIntervalMs = 250;

/** The room that the recordings take, and may take. */
export function createStorageHandlers(storage: RecordingStorage): HandlersOf<'storage'> {
  return {
    'storage.watch': async function* watch(_input, { signal }) {
      // What others took of the disk since the last recording is asked for when somebody looks.
      await storage.settle();
      for await (const state of storage.state.changes(signal)) {
        yield state;
        await delay(itemIntervalMs, undefined, { signal }).catch(() => undefined);
      }
    },
    'storage.setBudget': async ({ budgetBytes }) => {
      await storage.setBudget(budgetBytes);
      return {};
    },
    'storage.deleteUnnamed': async () => ({ deleted: await storage.deleteUnnamed() }),
  };
}
