import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { NewRecord, RecordReader } from '../../../electron/engine/store/store.ts';
import { fixturesOfOneStore } from './sharedStore.ts';
import { head, type StoreFixture } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

const start = head.startedAt;
const second = 1_000_000;

/** An opened recording of payloads of `size` bytes at these times, in seconds after the start. */
async function recorded(
  fixture: StoreFixture,
  seconds: readonly number[],
  fields: Partial<NewRecord> = {},
): Promise<RecordReader> {
  const payloads = seconds.map((after) => ({
    at: start + after * second,
    bytes: new Uint8Array(10),
    ...fields,
  }));
  return fixture.store.open(await fixture.recording(payloads));
}

describe('the record at a time', () => {
  it('is the first one then or later, to the microsecond', async () => {
    const fixture = newFixture();
    const reader = await recorded(fixture, [0, 0.25, 0.25, 0.5, 3, 3.000001, 10]);
    const found = await Promise.all(
      [-100, 0, 0.1, 0.25, 0.250001, 0.5, 0.6, 2, 3, 3.000001, 3.5, 10, 10.1].map((after) =>
        reader.at({ at: start + Math.round(after * second) }),
      ),
    );
    expect(found).toEqual([1, 1, 2, 2, 4, 4, 5, 5, 5, 6, 7, 7, 8]);
  });

  it('is the very first one then or later also where the clock was set back', async () => {
    const fixture = newFixture();
    const reader = await recorded(fixture, [10, 20, 5, 6, 7, 30]);
    const found = await Promise.all(
      [1, 6, 15, 20, 25, 31].map((after) => reader.at({ at: start + after * second })),
    );
    expect(found).toEqual([1, 1, 2, 2, 6, 7]);
    const within = await fixture.store.open(
      await fixture.recording(
        [0.5, 0.1, 0.2, 0.9, 1].map((after) => ({ at: start + after * second })),
        'within.wbs',
      ),
    );
    expect(await within.at({ at: start + 0.9 * second })).toBe(4);
  });

  it('is one behind the last where there is none', async () => {
    const fixture = newFixture();
    expect(await (await recorded(fixture, [])).at({ at: start })).toBe(1);
  });
});

describe('the traffic over time', () => {
  it('comes in as many buckets as were asked for at most, each of whole seconds', async () => {
    const fixture = newFixture();
    const reader = await recorded(fixture, [0.5, 0.9, 1, 4.2, 4.3, 4.4]);
    expect(await reader.traffic({ from: null, to: null, buckets: 100 })).toEqual({
      begin: start + 500_000,
      end: start + 4_400_000,
      from: start,
      bucketUs: second,
      firstSeqs: [1, 3, null, null, 4],
      endSeq: 7,
      payloadsIn: [2, 1, 0, 0, 3],
      payloadsOut: [0, 0, 0, 0, 0],
      bytesIn: [20, 10, 0, 0, 30],
      bytesOut: [0, 0, 0, 0, 0],
    });
    const two = await reader.traffic({ from: null, to: null, buckets: 2 });
    expect([two.bucketUs, two.payloadsIn]).toEqual([3 * second, [3, 3]]);
    const one = await reader.traffic({ from: null, to: null, buckets: 1 });
    expect([one.bucketUs, one.payloadsIn]).toEqual([5 * second, [6]]);
  });

  it('of a stretch is widened to whole seconds, and is nothing outside of the records', async () => {
    const fixture = newFixture();
    const reader = await recorded(fixture, [0, 1, 2, 3, 4], { direction: 'out' });
    const stretch = await reader.traffic({ from: start + 1.5 * second, to: start + 3 * second, buckets: 10 });
    expect([stretch.from, stretch.payloadsOut]).toEqual([start + second, [1, 1]]);
    expect([stretch.firstSeqs, stretch.endSeq]).toEqual([[2, 3], 4]);
    const outside = await reader.traffic({
      from: start + 100 * second,
      to: start + 102 * second,
      buckets: 10,
    });
    expect(outside).toMatchObject({ begin: start, end: start + 4 * second, payloadsOut: [0, 0] });
    const wide = await reader.traffic({ from: 0, to: 10 * start, buckets: 2000 });
    expect(wide.payloadsOut.reduce((sum, payloads) => sum + payloads)).toBe(5);
    expect(wide.payloadsOut.length).toBeLessThanOrEqual(2000);
    const backwards = await reader.traffic({ from: start + 2 * second, to: start, buckets: 10 });
    expect(backwards.payloadsOut).toEqual([1]);
  });

  it('of a recording without records is one empty second', async () => {
    const fixture = newFixture();
    expect(await (await recorded(fixture, [])).traffic({ from: null, to: null, buckets: 50 })).toEqual({
      begin: start,
      end: start,
      from: start,
      bucketUs: second,
      firstSeqs: [null],
      endSeq: 1,
      payloadsIn: [0],
      payloadsOut: [0],
      bytesIn: [0],
      bytesOut: [0],
    });
  });

  it('is whole where the clock was set back', async () => {
    const fixture = newFixture();
    const reader = await recorded(fixture, [10, 12, 5, 6]);
    const traffic = await reader.traffic({ from: null, to: null, buckets: 100 });
    expect(traffic).toMatchObject({ begin: start + 5 * second, end: start + 13 * second - 1 });
    expect(traffic.payloadsIn).toEqual([1, 1, 0, 0, 0, 1, 0, 1]);
  });

  it('grows with a live recording, and counts payloads only', async () => {
    const fixture = newFixture();
    const { writer } = await fixture.create();
    const add = (after: number, kind: NewRecord['kind']): void => {
      const direction = kind === 'data' ? 'in' : null;
      writer.append({
        at: start + after * second,
        peer: 1,
        direction,
        kind,
        bytes: new Uint8Array(1),
        note: null,
      });
    };
    add(0, 'opened');
    add(1, 'data');
    expect((await writer.traffic({ from: null, to: null, buckets: 10 })).payloadsIn).toEqual([0, 1]);
    add(1.5, 'data');
    add(3, 'closed');
    expect((await writer.traffic({ from: null, to: null, buckets: 10 })).payloadsIn).toEqual([0, 2, 0, 0]);
  });

  it('is read out of the aggregates alone, in a file of a day as well', async () => {
    const fixture = newFixture();
    const path = await fixture.recording([{ bytes: new Uint8Array(10) }]);
    {
      using database = new DatabaseSync(path);
      database.exec(
        `WITH RECURSIVE s(second) AS (SELECT ${start / second + 1} UNION ALL SELECT second + 1 FROM s LIMIT 86400) ` +
          'INSERT INTO seconds SELECT second, 1, 1, 2, 3, 4, 1 FROM s',
      );
    }
    const reader = await fixture.store.open(path);
    const traffic = await reader.traffic({ from: null, to: null, buckets: 1500 });
    expect(traffic.bucketUs).toBe(58 * second);
    expect(traffic.payloadsIn).toHaveLength(1490);
    expect(traffic.bytesOut.slice(1, 3)).toEqual([232, 232]);
    expect(traffic.payloadsIn.reduce((sum, payloads) => sum + payloads)).toBe(86_401);
  });
});
