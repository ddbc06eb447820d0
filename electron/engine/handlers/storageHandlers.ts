import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../../shared/base/errors.ts';
import type { Deletions } from '../workspace/deletions.ts';
import type { RecordingStorage } from '../workspace/recordingStorage.ts';
import type { HandlersOf } from './handlersOf.ts';

/** 250 ms: during a recording the sizes change all the time, but a meter need not. */
const itemIntervalMs = 250;

/** The disk space that the recordings take, and may take. */
export function createStorageHandlers(
  storage: RecordingStorage,
  deletions: Deletions,
): HandlersOf<'storage'> {
  return {
    'storage.watch': async function* watch(_input, { signal }) {
      // How much of the disk others have used since the last recording is looked up only when somebody looks.
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
    'storage.deleteUnnamed': async () => {
      const { deleted, removed, refusal } = await storage.deleteUnnamed();
      const deletion = removed && (await deletions.make(() => Promise.resolve(removed)));
      if (refusal !== null && deletion === null) throw refusal;
      return { deleted, deletion, problem: refusal === null ? null : messageOf(refusal) };
    },
  };
}
