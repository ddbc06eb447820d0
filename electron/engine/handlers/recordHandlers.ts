import { setTimeout as delay } from 'node:timers/promises';
import { packPage } from '../../../shared/model/recordPage.ts';
import type { RecordSources } from '../recordSources.ts';
import type { HandlersOf } from './handlersOf.ts';

/** 250 ms between two looks at the traffic of a live session: what a chart of seconds shows does not change faster. */
const trafficIntervalMs = 250;

/** Rows, bytes and traffic, of sessions and of recordings alike. */
export function createRecordHandlers(sources: RecordSources): HandlersOf<'records'> {
  return {
    'records.tail': async function* tail({ source, rows }, { signal }) {
      const reader = await sources.reader(source);
      for await (const _ of sources.growth(source).changes(signal)) yield packPage(await reader.tail(rows));
    },
    'records.rows': async ({ source, from, count }) =>
      packPage(await (await sources.reader(source)).rows(from, count)),
    'records.bytes': async ({ source, seq, offset, length }) => {
      const { size, bytes } = await (await sources.reader(source)).bytes(seq, offset, length);
      return { output: { size }, body: bytes };
    },
    'records.at': async ({ source, at }) => ({ seq: await (await sources.reader(source)).at(at) }),
    'records.traffic': async function* traffic({ source, ...range }, { signal }) {
      const reader = await sources.reader(source);
      for await (const _ of sources.growth(source).changes(signal)) {
        yield await reader.traffic(range);
        await delay(trafficIntervalMs, null, { signal }).catch(() => null);
      }
    },
  };
}
