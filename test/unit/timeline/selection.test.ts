import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import { recordsOfRanges, type RecordRange } from '../../../renderer/state/records/itemRanges.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import { isOnlyCurrent } from '../../../renderer/state/records/selection.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { until } from '../../support/until.ts';

let records: FakeRecords;
let view: RecordView;

function selected(): readonly RecordRange[] {
  return recordsOfRanges(view.store.getState().ranges);
}

/** Only every seventh record is listed. */
async function filter(text = 'dir:in'): Promise<void> {
  view.filter.setText(text);
  view.filter.apply();
  await until(() => view.store.getState().isFiltered && view.row(view.store.getState().begin) !== undefined);
}

beforeEach(async () => {
  records = createFakeRecords(1000);
  const source = { session: sessionIdSchema.parse('s1') };
  view = createRecordView(records.client, source, { live: true, nextFrame: () => Promise.resolve() });
  await until(() => view.store.getState().last === 1000);
});
afterEach(() => {
  view.dispose();
  records[Symbol.dispose]();
});

describe('a selection', () => {
  it('is a row, a stretch from there in either direction, and single rows more or less', () => {
    view.selectIndex(500);
    expect(selected()).toEqual([{ from: 500, to: 500 }]);
    view.selectIndex(510, 'stretch');
    view.selectIndex(490, 'stretch');
    expect(selected()).toEqual([{ from: 490, to: 500 }]);
    view.selectIndex(495, 'toggle');
    view.selectIndex(700, 'toggle');
    view.selectIndex(702, 'more');
    expect(selected()).toEqual([
      { from: 490, to: 494 },
      { from: 496, to: 500 },
      { from: 700, to: 702 },
    ]);
    view.selectIndex(3);
    expect(selected()).toEqual([{ from: 3, to: 3 }]);
  });

  it('stays where the current row goes on without it, which is shown all the same', async () => {
    view.selectIndex(1000);
    view.selectIndex(998, 'none');
    expect(selected()).toEqual([{ from: 1000, to: 1000 }]);
    await until(() => view.store.getState().currentRow?.seq === 998);
    expect(isOnlyCurrent(view.store.getState())).toBe(false);
    view.selectIndex(998, 'toggle');
    expect(selected()).toEqual([
      { from: 998, to: 998 },
      { from: 1000, to: 1000 },
    ]);
    view.selectOnlyCurrent();
    expect(selected()).toEqual([{ from: 998, to: 998 }]);
    expect(isOnlyCurrent(view.store.getState())).toBe(true);
  });

  it('is one range for everything, to which nothing is added by what comes', async () => {
    view.selectAll();
    records.grow(2000);
    await until(() => view.store.getState().last === 2000);
    expect(selected()).toEqual([{ from: 1, to: 1000 }]);
  });

  it('loses what is removed, and keeps the rest', async () => {
    view.selectIndex(100);
    view.selectIndex(400, 'stretch');
    view.selectIndex(600, 'toggle');
    records.cut(301);
    await until(() => view.store.getState().first === 301);
    expect(selected()).toEqual([
      { from: 301, to: 400 },
      { from: 600, to: 600 },
    ]);
    expect(view.store.getState()).toMatchObject({ current: 600, lostCurrent: null });
    view.selectIndex(302);
    view.selectIndex(350, 'stretch');
    view.selectIndex(340, 'none');
    records.cut(345);
    await until(() => view.store.getState().first === 345);
    expect(selected()).toEqual([{ from: 345, to: 350 }]);
    expect(view.store.getState()).toMatchObject({ current: null, lostCurrent: 340 });
  });
});

describe('a selection within a filter', () => {
  it('reaches as far as a row that is not loaded yet, once it is known which record that is', async () => {
    records.grow(10_000);
    await filter();
    view.selectIndex(0);
    records.hold();
    view.selectIndex(700, 'stretch');
    expect(view.store.getState()).toMatchObject({ current: null, currentIndex: 700 });
    records.release();
    await until(() => view.store.getState().current === 4907);
    expect(selected()).toEqual([{ from: 7, to: 4907 }]);
  });

  it('is of the matches among the records that there are now', async () => {
    await filter();
    view.selectAll();
    expect(selected()).toEqual([{ from: 1, to: 1000 }]);
  });

  it('is the current row alone once something else is listed', async () => {
    await filter();
    view.selectIndex(4);
    await until(() => view.store.getState().current === 35);
    view.selectAll();
    view.filter.setText('');
    await until(() => !view.store.getState().isFiltered);
    expect(selected()).toEqual([{ from: 35, to: 35 }]);
    view.selectIndex(900, 'stretch');
    expect(selected()).toEqual([{ from: 35, to: 900 }]);
  });
});
