import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import type { HiddenRecords } from '../../../renderer/state/records/hiddenRecords.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import { clearView } from '../../../renderer/state/window/clearView.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { createStore } from 'zustand/vanilla';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { until } from '../../support/until.ts';

const source = { session: sessionIdSchema.parse('s1') };
const announced = createStore(() => '');
let records: FakeRecords;
let view: RecordView;
let kept: HiddenRecords | undefined;

function open(hidden?: HiddenRecords): RecordView {
  const hid = (change: HiddenRecords): void => {
    kept = change;
  };
  const nextFrame = (): Promise<void> => Promise.resolve();
  return createRecordView(records.client, source, { live: true, nextFrame, hid, ...(hidden && { hidden }) });
}

function clear(): void {
  clearView({ state: { announced } }, view);
}

beforeEach(async () => {
  records = createFakeRecords(1000);
  view = open();
  await until(() => view.store.getState().last === 1000);
});
afterEach(() => {
  view.dispose();
  records[Symbol.dispose]();
});

describe('a list that was cleared', () => {
  it('shows what comes from then on, and all of it again', async () => {
    view.selectIndex(990);
    clear();
    expect(view.store.getState()).toMatchObject({ begin: 1001, end: 1001, hidden: 1000, current: null });
    expect(announced.getState()).toBe('1,000 earlier records are hidden.');
    records.grow(1003);
    await until(() => view.store.getState().end === 1004);
    expect(view.store.getState()).toMatchObject({ begin: 1001, first: 1001, hidden: 1000 });
    view.selectAll();
    expect(view.store.getState().ranges).toEqual([{ from: 1001, to: 1004 }]);
    view.hideBefore(1);
    expect(view.store.getState()).toMatchObject({ begin: 1, end: 1004, first: 1, hidden: 0 });
    view.show(1, 40);
    await until(() => view.row(7) !== undefined);
  });

  it('is cleared again, further on', async () => {
    clear();
    records.grow(1010);
    await until(() => view.store.getState().end === 1011);
    clear();
    expect(view.store.getState()).toMatchObject({ begin: 1011, end: 1011, hidden: 1010 });
  });

  it('is filtered, counted and searched from there on only', async () => {
    view.filter.setText('dir:in');
    view.filter.apply();
    await until(() => view.store.getState().isFiltered);
    clear();
    records.grow(1020);
    await until(() => view.store.getState().isFiltered && view.store.getState().end === 3);
    view.show(0, 10);
    await until(() => view.row(0)?.seq === 1001 && view.row(1)?.seq === 1008);
    view.hideBefore(1);
    await until(() => view.store.getState().end === 145);
  });

  it('says that a record is hidden, where a person wants to go there', async () => {
    clear();
    records.grow(1003);
    await until(() => view.store.getState().end === 1004);
    await expect(view.goTo({ kind: 'number', seq: 5 })).rejects.toThrow(/Record 5 is hidden/);
  });

  it('counts no hidden record that was removed', async () => {
    clear();
    records.cut(901);
    await until(() => view.store.getState().hidden === 100);
    records.grow(1100);
    records.cut(1050);
    await until(() => view.store.getState().hidden === 0);
    expect(view.store.getState()).toMatchObject({ begin: 1050, first: 1050 });
  });

  it('stays so when its view is made anew', async () => {
    clear();
    view.dispose();
    expect(kept?.before).toBe(1001);
    expect(kept?.until).toBe(1_790_000_000_000_000 + 1_000_000);
    view = open(kept);
    await until(() => view.store.getState().isLoaded);
    expect(view.store.getState()).toMatchObject({
      begin: 1001,
      end: 1001,
      hidden: 1000,
      hiddenUntil: kept?.until,
    });
  });
});
