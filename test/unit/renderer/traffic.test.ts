import { describe, expect, it } from 'vitest';
import {
  createTrafficView,
  readTrafficMeasure,
  writeTrafficMeasure,
} from '../../../renderer/state/records/traffic.ts';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { untilAborted } from '../../../shared/base/onAbort.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import type { TrafficRange } from '../../../shared/model/traffic.ts';
import { createFakeEngine, createFakeStorage, type FakeEngine } from '../../support/fakeEngine.ts';
import { until } from '../../support/until.ts';
import { trafficOf } from '../chart/traffic.ts';

const source = { session: sessionIdSchema.parse('s1') };
const whole: TrafficRange = { from: null, to: null, buckets: 100 };

interface TrafficBench extends Disposable {
  readonly engine: FakeEngine;
  /** The buckets that were asked for, in order. */
  readonly asked: number[];
  open: number;
  refusal: WirebenchError | null;
}

/** An engine that answers with as many payloads as buckets were asked for, and keeps the subscription. */
function createBench(): TrafficBench {
  const bench = { asked: [] as number[], open: 0, refusal: null as WirebenchError | null };
  const engine = createFakeEngine({
    'records.traffic': async function* traffic({ buckets }, { signal }) {
      bench.asked.push(buckets);
      if (bench.refusal) throw bench.refusal;
      bench.open += 1;
      yield trafficOf({ payloadsIn: [buckets] });
      await untilAborted(signal);
      bench.open -= 1;
    },
  });
  return Object.assign(bench, { engine, [Symbol.dispose]: () => engine[Symbol.dispose]() });
}

describe('the traffic that a chart follows', () => {
  it('is not asked for before somebody looks, and then once for each stretch', async () => {
    using bench = createBench();
    const view = createTrafficView(bench.engine.client, source, () => Promise.resolve());
    const payloads = (): number | undefined => view.store.getState().traffic?.payloadsIn[0];
    expect(bench.asked).toEqual([]);
    view.look(whole);
    await until(() => payloads() === 100);
    view.look({ ...whole });
    view.look({ ...whole, buckets: 200 });
    expect(payloads()).toBe(100);
    await until(() => payloads() === 200 && bench.open === 1);
    expect(bench.asked).toEqual([100, 200]);
    view.dispose();
    await until(() => bench.open === 0);
  });

  it('says why there is none, and is asked for again when told to', async () => {
    using bench = createBench();
    bench.refusal = new WirebenchError('NOT_FOUND', 'This session no longer exists.');
    const view = createTrafficView(bench.engine.client, source, () => Promise.resolve());
    view.look(whole);
    await until(() => view.store.getState().problem === 'This session no longer exists.');
    bench.refusal = null;
    view.retry();
    await until(() => view.store.getState().traffic !== null);
    expect(view.store.getState().problem).toBeNull();
    view.dispose();
  });
});

describe('what a chart counts', () => {
  it('is remembered, and is payloads at first', () => {
    const storage = createFakeStorage();
    expect(readTrafficMeasure(storage)).toBe('payloads');
    writeTrafficMeasure(storage, 'bytes');
    expect(readTrafficMeasure(storage)).toBe('bytes');
  });
});
