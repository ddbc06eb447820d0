import { setTimeout as delay } from 'node:timers/promises';
import { recordsContract } from '../../../shared/contract/records.ts';
import type { RecordSource } from '../../../shared/contract/recordSource.ts';
import type { RecordSources } from '../records/recordSources.ts';
import type { HandlersOf } from './handlersOf.ts';
import { askAny, namedHandlers } from './namedHandlers.ts';
import { whileHeld } from './whileHeld.ts';

/** The time that a subscription waits before it looks again at a live session. */
const intervalsMs: ReadonlyMap<string, number> = new Map([
  // 250 ms: a chart of seconds does not change faster.
  ['traffic', 250],
]);

interface Asked {
  readonly source: RecordSource;
}

/** The reads of sessions and of recordings alike: a call asks once, a subscription again whenever the records change. */
export function createRecordHandlers(sources: RecordSources): HandlersOf<'records'> {
  return namedHandlers(
    recordsContract,
    async (name, { source, ...question }: Asked) => askAny(await sources.reader(source), name, question),
    (name, { source, ...question }, signal) =>
      whileHeld(
        () => sources.follow(source),
        async function* items() {
          const reader = await sources.reader(source);
          const intervalMs = intervalsMs.get(name) ?? 0;
          for await (const _ of sources.growth(source).changes(signal)) {
            yield await askAny(reader, name, question);
            if (intervalMs > 0) await delay(intervalMs, null, { signal }).catch(() => null);
          }
        },
      ),
  );
}
