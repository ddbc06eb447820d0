import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import type { ItemId } from '../../../renderer/state/records/itemId.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { until } from '../../support/until.ts';

const source = { session: sessionIdSchema.parse('s1') };
let records: FakeRecords;
let view: RecordView;

function open(last: number, live: boolean): void {
  records = createFakeRecords(last);
  view = createRecordView(records.client, source, { live, nextFrame: () => Promise.resolve() });
}

async function filter(text: string): Promise<void> {
  view.filter.setText(text);
  view.filter.apply();
  await until(() => view.filter.matches?.filter === text && view.filter.matches.store.getState().isLoaded);
}

beforeEach(() => open(1000, true));
afterEach(() => {
  view.dispose();
  records[Symbol.dispose]();
});

describe('a session that is cut', () => {
  it('begins with the oldest record that is kept, and the others keep their numbers', async () => {
    await until(() => view.store.getState().last === 1000);
    records.cut(301);
    await until(() => view.store.getState().first === 301);
    expect(view.store.getState()).toMatchObject({ begin: 301, end: 1001 });
    view.show(301, 340);
    await until(() => view.row(301) !== undefined);
    expect(view.row(301)?.seq).toBe(301);
  });

  it('has deleted records again when they come back, and searches them, too', async () => {
    records.match((seq, text) => text === 'dir:in' && seq % 2 === 0);
    view.show(1, 40);
    await until(() => view.row(1) !== undefined);
    records.cut(1001);
    await until(() => view.store.getState().first === 1001);
    await filter('dir:in');
    expect(view.store.getState().begin).toBe(view.store.getState().end);
    records.cut(1);
    await until(() => view.store.getState().first === 1 && view.store.getState().end === 500);
    view.filter.setText('');
    await until(() => !view.store.getState().isFiltered);
    view.show(1, 40);
    await until(() => view.row(1)?.seq === 1);
  });

  it('is read again once it has ended, where deleted records came back', async () => {
    view.dispose();
    open(1000, false);
    records.cut(1001);
    view.show(1, 40);
    await until(() => view.store.getState().first === 1001);
    await filter('dir:in');
    view.filter.setText('');
    await until(() => !view.store.getState().isFiltered);
    records.cut(1);
    view.readAgain();
    await until(() => view.store.getState().begin === 1 && view.store.getState().end === 1001);
    view.show(1, 40);
    await until(() => view.row(1)?.seq === 1);
  });

  it('keeps the places of the matches, too', async () => {
    await filter('dir:in');
    view.show(50, 80);
    await until(() => view.row(60)?.seq === 427);
    const row = view.row(60);
    records.cut(301);
    await until(() => view.store.getState().begin === 42);
    expect(view.store.getState().end).toBe(142);
    expect(view.row(60)).toBe(row);
  });

  it('drops the selection of what is gone, and says so', async () => {
    view.select(200);
    await until(() => view.store.getState().currentRow?.seq === 200);
    records.cut(301);
    await until(() => view.store.getState().current === null);
    expect(view.store.getState()).toMatchObject({
      currentRow: null,
      currentIndex: null,
      lostCurrent: 200,
    });
    view.select(400);
    expect(view.store.getState().lostCurrent).toBeNull();
  });

  it('can be cleared: then nothing is listed until more comes', async () => {
    await until(() => view.store.getState().last === 1000);
    records.cut(1001);
    await until(() => view.store.getState().begin === 1001);
    expect(view.store.getState().end).toBe(1001);
    records.grow(1003);
    await until(() => view.store.getState().end === 1004);
    expect(view.row(1003)?.seq).toBe(1003);
  });
});

describe('going to a place', () => {
  it('selects the record of a number, of a time, of a share, and the last one', async () => {
    await until(() => view.store.getState().last === 1000);
    const selected = async (): Promise<ItemId | null> => {
      await until(() => view.store.getState().current !== null);
      return view.store.getState().current;
    };
    await view.goTo({ kind: 'number', seq: 321 });
    expect(await selected()).toBe(321);
    expect(view.store.getState().following).toBe(false);
    await view.goTo({ kind: 'time', us: 1_790_000_000_000_000 + 654_321 });
    expect(await selected()).toBe(655);
    await view.goTo({ kind: 'share', share: 0.5 });
    expect(await selected()).toBe(501);
    await view.goTo({ kind: 'end' });
    expect(await selected()).toBe(1000);
  });

  it('goes to the nearest match within a filter', async () => {
    await filter('dir:in');
    await view.goTo({ kind: 'number', seq: 500 });
    await until(() => view.store.getState().current === 504);
    await view.goTo({ kind: 'number', seq: 999 });
    await until(() => view.store.getState().current === 994);
    await view.goTo({ kind: 'share', share: 0 });
    await until(() => view.store.getState().current === 7);
  });

  it('says where there is nothing', async () => {
    records.cut(301);
    await until(() => view.store.getState().first === 301);
    await expect(view.goTo({ kind: 'number', seq: 1200 })).rejects.toThrow(
      'There is no record 1,200. They go from 301 to 1,000.',
    );
    await expect(view.goTo({ kind: 'number', seq: 20 })).rejects.toThrow(
      'Record 20 was removed. The oldest one is 301.',
    );
  });
});
