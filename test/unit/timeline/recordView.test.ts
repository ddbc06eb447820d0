import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { createMemoryPair } from '../../support/memoryPair.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { until } from '../../support/until.ts';

const source = { session: sessionIdSchema.parse('s1') };
let records: FakeRecords;
let view: RecordView;

function open(total: number, live: boolean, nextFrame = (): Promise<void> => Promise.resolve()): void {
  records = createFakeRecords(total);
  view = createRecordView(records.client, source, { live, nextFrame });
}

beforeEach(() => open(0, true));
afterEach(() => {
  view.dispose();
  records[Symbol.dispose]();
});

describe('the rows of a live session', () => {
  it('come with the tail, without being asked for', async () => {
    records.grow(40);
    await until(() => view.store.getState().last === 40);
    view.show(1, 40);
    expect(view.row(1)?.seq).toBe(1);
    expect(view.row(40)?.seq).toBe(40);
    expect(records.askedRows).toEqual([]);
  });

  it('leaves out what came between two frames until someone looks at it', async () => {
    records.grow(100_000);
    await until(() => view.store.getState().last === 100_000);
    expect(view.row(100_000)?.seq).toBe(100_000);
    expect(view.row(50_000)).toBeUndefined();
    view.show(49_990, 50_020);
    await until(() => view.row(50_000) !== undefined);
    expect(records.askedRows).toEqual([49_921]);
  });

  it('takes the next batch only after the frame was painted', async () => {
    let paint: (() => void) | undefined;
    view.dispose();
    records[Symbol.dispose]();
    open(1, true, () => new Promise((resolve) => (paint = resolve)));
    await until(() => paint !== undefined);
    records.grow(500);
    records.grow(900);
    expect(view.store.getState().last).toBe(1);
    paint?.();
    await until(() => view.store.getState().last === 900);
  });

  it('keeps the objects of rows that it has, so that nothing is drawn again', async () => {
    records.grow(10);
    await until(() => view.store.getState().last === 10);
    const row = view.row(5);
    records.grow(12);
    await until(() => view.store.getState().last === 12);
    expect(view.row(5)).toBe(row);
  });

  it('counts what is new since following ended', async () => {
    records.grow(10);
    await until(() => view.store.getState().last === 10);
    expect(view.store.getState().following).toBe(true);
    view.follow(false);
    records.grow(25);
    await until(() => view.store.getState().last === 25);
    expect(view.store.getState().endWhenLeft).toBe(11);
  });
});

describe('the rows of a recording', () => {
  beforeEach(() => {
    view.dispose();
    records[Symbol.dispose]();
    open(1_000_000, false);
  });

  it('begin with the first page, and follow nothing', async () => {
    await until(() => view.store.getState().isLoaded);
    expect(view.store.getState()).toMatchObject({ first: 1, last: 1_000_000, following: false });
    expect(view.row(256)?.seq).toBe(256);
  });

  it('asks only for what is still on the screen, two pages at once', async () => {
    await until(() => view.store.getState().isLoaded);
    records.hold();
    for (let from = 1_000; from <= 900_000; from += 1_000) view.show(from, from + 40);
    records.release();
    await until(() => view.row(899_999 - 900) === undefined && view.row(900_000) !== undefined);
    expect(records.askedRows.length).toBeLessThanOrEqual(6);
    expect(records.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  it('forgets the pages that were not looked at for longest', async () => {
    await until(() => view.store.getState().isLoaded);
    for (let page = 1; page <= 70; page += 1) {
      const from = page * 256 + 1;
      view.show(from, from + 10);
      await until(() => view.row(from) !== undefined);
    }
    expect(view.row(1)).toBeUndefined();
    expect(view.row(70 * 256 + 1)?.seq).toBe(70 * 256 + 1);
  });

  it('keeps the selected record after its page is gone', async () => {
    await until(() => view.store.getState().isLoaded);
    view.select(500_000);
    await until(() => view.store.getState().currentRow !== null);
    expect(view.store.getState().currentRow?.seq).toBe(500_000);
    for (let page = 1; page <= 70; page += 1) {
      view.show(page * 256 + 1, page * 256 + 10);
      await until(() => view.row(page * 256 + 1) !== undefined);
    }
    expect(view.row(500_000)).toBeUndefined();
    expect(view.store.getState().currentRow?.seq).toBe(500_000);
  });

  it('says why rows are missing, and asks again when told to', async () => {
    await until(() => view.store.getState().isLoaded);
    records.refuse('The file is damaged from record 700,000 on.');
    view.show(700_001, 700_040);
    await until(() => view.store.getState().problem !== null);
    expect(view.store.getState().problem).toBe('The file is damaged from record 700,000 on.');
    records.refuse(null);
    view.retry();
    await until(() => view.row(700_001) !== undefined);
    expect(view.store.getState().problem).toBeNull();
  });

  it('asks again by itself when the way to the engine is back', async () => {
    await until(() => view.store.getState().isLoaded);
    const [near] = createMemoryPair();
    records.client.attach(near);
    view.show(300_000, 300_030);
    near.close('Gone.');
    await until(() => view.store.getState().problem !== null);
    const asked = records.askedRows.length;
    records.reconnect();
    await until(() => view.row(300_000) !== undefined);
    expect(records.askedRows.length).toBeGreaterThan(asked);
  });
});
