import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';
import { selectionToMark } from '../../../renderer/state/window/markRecords.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import type { MarkedStretch } from '../../../shared/model/mark.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { until } from '../../support/until.ts';

const source = { session: sessionIdSchema.parse('s1') };
let records: FakeRecords;
let view: RecordView;

function open(): RecordView {
  return createRecordView(records.client, source, { live: true, nextFrame: () => Promise.resolve() });
}

function red(from: number, to: number): MarkedStretch {
  return { from, to, marks: [{ from, to, colour: 'red', note: null, at: 0 }] };
}

async function filter(text: string): Promise<void> {
  view.filter.setText(text);
  view.filter.apply();
  await until(() => view.filter.matches?.filter === text && view.filter.matches.store.getState().isLoaded);
}

beforeEach(async () => {
  records = createFakeRecords(100);
  view = open();
  await until(() => view.store.getState().last === 100);
});
afterEach(() => {
  view.dispose();
  records[Symbol.dispose]();
});

describe('the marks that a window knows', () => {
  it('follow what the engine tells, stretch by stretch', async () => {
    records.setMarks(red(3, 9));
    await until(() => view.marks.at(3) !== null);
    records.setMarks({ from: 5, to: 5, marks: [] });
    await until(() => view.marks.at(5) === null);
    expect([4, 6, 9, 10].map((seq) => view.marks.at(seq)?.colour ?? null)).toEqual([
      'red',
      'red',
      'red',
      null,
    ]);
  });

  it('let a filter that is about them be looked for anew, and no other', async () => {
    await filter('mark:any');
    const opened = records.openedFilters.length;
    records.setMarks(red(3, 9));
    await until(() => records.openedFilters.length === opened + 1);
    await filter('dir:in');
    records.setMarks(red(20, 29));
    await until(() => view.marks.at(20) !== null);
    expect(records.openedFilters.slice(opened + 1)).toEqual(['dir:in']);
  });

  it('are told again after the transport was lost, and no filter is looked for twice for that', async () => {
    records.setMarks(red(3, 9));
    await until(() => view.marks.at(3) !== null);
    records.reconnect();
    await filter('dir:in');
    expect(view.marks.at(3)?.colour).toBe('red');
  });

  it('that cannot be read are said to be so', async () => {
    records.refuse('The marks are damaged.');
    const other = open();
    await until(() => other.marks.store.getState().problem === 'The marks are damaged.');
    other.dispose();
    records.refuse(null);
  });
});

describe('what is marked', () => {
  it('is the selection: all that is in it, or the whole mark of its only record', async () => {
    records.setMarks(red(3, 9));
    await until(() => view.marks.at(3) !== null);
    expect(selectionToMark(view)).toBeNull();
    view.selectIndex(5);
    expect(selectionToMark(view)).toMatchObject({ stretches: [{ from: 5, to: 5 }], count: 1, isPart: false });
    expect(selectionToMark(view, 'whole mark')).toMatchObject({ stretches: [{ from: 3, to: 9 }], count: 7 });
    view.selectIndex(20, 'stretch');
    expect(selectionToMark(view, 'whole mark')).toMatchObject({
      stretches: [{ from: 5, to: 20 }],
      count: 16,
      current: null,
    });
  });

  it('within a filter is what it lists of the selection', async () => {
    await filter('dir:in');
    await until(() => view.store.getState().isFiltered);
    view.selectAll();
    expect(selectionToMark(view)).toMatchObject({
      stretches: [{ from: 1, to: 100 }],
      count: null,
      isPart: true,
    });
  });
});
