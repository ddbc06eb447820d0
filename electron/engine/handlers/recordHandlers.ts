import { setTimeout as delay } from 'node:timers/promises';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { packPage } from '../../../shared/model/recordPage.ts';
import type { Traffic, TrafficRange } from '../../../shared/model/traffic.ts';
import type { RecordSources } from '../records/recordSources.ts';
import type { HandlersOf } from './handlersOf.ts';
import { whileHeld } from './whileHeld.ts';

/** 250 ms between two looks at the traffic of a live session: what a chart of seconds shows does not change faster. */
const trafficIntervalMs = 250;

/** Rows, bytes and traffic, of sessions and of recordings alike. */
export function createRecordHandlers(sources: RecordSources): HandlersOf<'records'> {
  return {
    'records.tail': ({ source, rows }, { signal }) =>
      whileHeld(
        () => sources.follow(source),
        () => tailOf(sources, source, rows, signal),
      ),
    'records.rows': async ({ source, from, count }) =>
      packPage(await (await sources.reader(source)).rows(from, count)),
    'records.bytes': async ({ source, seq, offset, length }) => {
      const { size, bytes } = await (await sources.reader(source)).bytes(seq, offset, length);
      return { output: { size }, body: bytes };
    },
    'records.at': async ({ source, at }) => ({ seq: await (await sources.reader(source)).at(at) }),
    'records.traffic': ({ source, ...range }, { signal }) =>
      whileHeld(
        () => sources.follow(source),
        () => trafficOf(sources, source, range, signal),
      ),
  };
}

async function* tailOf(
  sources: RecordSources,
  source: RecordSource,
  rows: number,
  signal: AbortSignal,
): AsyncGenerator<ReturnType<typeof packPage>> {
  const reader = await sources.reader(source);
  for await (const _ of sources.growth(source).changes(signal)) yield packPage(await reader.tail(rows));
}

async function* trafficOf(
  sources: RecordSources,
  source: RecordSource,
  range: TrafficRange,
  signal: AbortSignal,
): AsyncGenerator<Traffic> {
  const reader = await sources.reader(source);
  for await (const _ of sources.growth(source).changes(signal)) {
    yield await reader.traffic(range);
    await delay(trafficIntervalMs, null, { signal }).catch(() => null);
  }
}
