import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordView } from '../../../renderer/state/records/createRecordView.ts';
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

describe('a filtered list', () => {
  it('has only the matches, each with its own number', async () => {
    await filter('dir:in');
    expect(view.store.getState()).toMatchObject({
      isFiltered: true,
      begin: 0,
      end: 142,
      first: 1,
      last: 1000,
    });
    view.show(0, 20);
    await until(() => view.row(0) !== undefined);
    expect([view.row(0)?.seq, view.row(1)?.seq, view.row(141)?.seq]).toEqual([7, 14, 994]);
  });

  it('grows by itself with a live session', async () => {
    await filter('dir:in');
    records.grow(1400);
    await until(() => view.store.getState().end === 200);
    expect(view.row(199)?.seq).toBe(1400);
  });

  it('takes in a record that turns out to match after later ones did', async () => {
    let isComplete = false;
    records.match((seq) => seq % 7 === 0 || (isComplete && seq === 990));
    await filter('dir:in');
    view.show(0, 20);
    await until(() => view.row(10)?.seq === 77);
    isComplete = true;
    records.grow(1001);
    await until(() => view.store.getState().end === 144);
    expect([view.row(140), view.row(141), view.row(142), view.row(143)].map((row) => row?.seq)).toEqual([
      987, 990, 994, 1001,
    ]);
    await until(() => view.row(10)?.seq === 77);
  });

  it('is searched once for what was typed in one go', async () => {
    for (const text of ['d', 'di', 'dir', 'dir:', 'dir:i', 'dir:in']) view.filter.setText(text);
    await until(() => view.store.getState().isFiltered);
    expect(records.openedFilters).toEqual(['dir:in']);
  });

  it('closes the search before, and begins with the rows of the next one', async () => {
    await filter('dir:in');
    records.match((seq) => seq % 10 === 0);
    await filter('dir:out');
    await until(() => view.store.getState().end === 100);
    await until(() => !records.openFilters.has('dir:in'));
    view.show(0, 10);
    await until(() => view.row(0)?.seq === 10);
  });

  it('goes on with what applied while the text cannot be read', async () => {
    await filter('dir:in');
    view.filter.setText('dir:in and (');
    expect(view.filter.apply()).toBe(false);
    expect(view.store.getState()).toMatchObject({ isFiltered: true, end: 142 });
  });

  it('is every record again when the text is taken away', async () => {
    await filter('dir:in');
    view.filter.setText('');
    expect(view.store.getState()).toMatchObject({ isFiltered: false, begin: 1, end: 1001 });
    await until(() => records.openFilters.size === 0);
  });

  it('keeps the rows of the last filter until the next one has found something', async () => {
    await filter('dir:in');
    records.extent.set({ first: 1, last: 1000, scanned: 5 });
    view.filter.setText('dir:out');
    view.filter.apply();
    await until(() => records.openFilters.has('dir:out'));
    expect(view.filter.matches?.filter).toBe('dir:in');
    records.extent.set({ first: 1, last: 1000, scanned: 100 });
    await until(() => view.filter.matches?.filter === 'dir:out');
    expect(view.store.getState().end).toBe(14);
  });
});

describe('the selection, while a filter comes and goes', () => {
  it('stays, and is found among the matches', async () => {
    view.follow(false);
    view.show(480, 520);
    view.select(490);
    await until(() => view.store.getState().currentRow?.seq === 490);
    view.revealed();
    await filter('dir:in');
    await until(() => view.store.getState().currentIndex === 69);
    expect(view.store.getState()).toMatchObject({ current: 490, reveal: { index: 69, rowsBelowTop: 10 } });
  });

  it('stays when it does not match, and the nearest match comes into sight', async () => {
    view.follow(false);
    view.select(500);
    await until(() => view.store.getState().currentRow?.seq === 500);
    view.revealed();
    await filter('dir:in');
    await until(() => view.store.getState().reveal !== null);
    expect(view.store.getState()).toMatchObject({
      current: 500,
      currentIndex: null,
      besideIndex: 71,
      reveal: { index: 71 },
    });
    view.select(498);
    expect(view.store.getState().besideIndex).toBeNull();
  });

  it('is found when the search comes to it', async () => {
    view.follow(false);
    view.select(700);
    await until(() => view.store.getState().currentRow?.seq === 700);
    records.extent.set({ first: 1, last: 1000, scanned: 50 });
    await filter('dir:in');
    await until(() => view.store.getState().end === 7);
    expect(view.store.getState().currentIndex).toBeNull();
    records.extent.set({ first: 1, last: 1000, scanned: 800 });
    await until(() => view.store.getState().currentIndex === 99);
  });

  it('does not move a list that the person has moved since', async () => {
    view.follow(false);
    view.select(700);
    await until(() => view.store.getState().currentRow?.seq === 700);
    view.revealed();
    records.extent.set({ first: 1, last: 1000, scanned: 50 });
    await filter('dir:in');
    await until(() => view.store.getState().end === 7);
    view.leaveInPlace();
    records.extent.set({ first: 1, last: 1000, scanned: 800 });
    await until(() => view.store.getState().currentIndex === 99);
    expect(view.store.getState().reveal).toBeNull();
  });

  it('by a key beyond what is here takes its number when the row comes', async () => {
    records.match((seq) => seq % 2 === 0);
    records.grow(100_000);
    await filter('dir:in');
    await until(() => view.store.getState().end === 50_000);
    view.selectIndex(20_000);
    await until(() => view.store.getState().current === 40_002);
    expect(view.store.getState().currentRow?.seq).toBe(40_002);
  });
});

describe('a search', () => {
  it('lists everything and marks what matches on the screen', async () => {
    view.filter.setMode('find');
    view.follow(false);
    view.show(480, 520);
    await filter('dir:in');
    await until(() => view.matchIndex(490) !== undefined);
    expect(view.store.getState()).toMatchObject({ isFiltered: false, begin: 1, end: 1001 });
    expect(view.matchIndex(490)).toBe(69);
    expect(view.matchIndex(491)).toBeUndefined();
    expect(view.matchIndex(518)).toBe(73);
  });

  it('asks for no more matches than there are rows on the screen', async () => {
    records.grow(1_000_000);
    records.match((seq) => seq % 2 === 0);
    await until(() => view.store.getState().last === 1_000_000);
    view.filter.setMode('find');
    view.follow(false);
    view.show(400_000, 400_030);
    await filter('dir:in');
    await until(() => view.matchIndex(400_000) !== undefined);
    expect(records.askedMatches.length).toBeLessThanOrEqual(2);
  });

  it('steps to the next match and back, and goes on at the other end with a word', async () => {
    view.filter.setMode('find');
    view.select(985);
    await filter('dir:in');
    await view.step('next');
    expect(view.store.getState()).toMatchObject({ current: 987, following: false, reveal: { index: 987 } });
    await view.step('next');
    await view.step('next');
    expect(view.store.getState().current).toBe(7);
    expect(view.filter.store.getState().word).toBe('Wrapped around to the first match.');
    await view.step('previous');
    expect(view.store.getState().current).toBe(994);
    expect(view.filter.store.getState().word).toBe('Wrapped around to the last match.');
    await view.step('previous');
    expect(view.filter.store.getState().word).toBeNull();
  });

  it('says nothing more about a step where nothing matches, which the count says', async () => {
    records.match(() => false);
    view.filter.setMode('find');
    await filter('dir:in');
    await view.step('next');
    expect(view.filter.store.getState()).toMatchObject({ word: null, progress: { begin: 0, end: 0 } });
  });

  it('takes as many steps as keys were pressed, however fast', async () => {
    view.filter.setMode('find');
    view.select(100);
    await filter('dir:in');
    records.hold();
    const steps = [view.step('next'), view.step('next'), view.step('next'), view.step('previous')];
    records.release();
    await Promise.all(steps);
    expect(view.store.getState().current).toBe(112);
  });

  it('does not begin anew when only the way of showing changes', async () => {
    await filter('dir:in');
    view.filter.setMode('find');
    expect(view.store.getState()).toMatchObject({ isFiltered: false, end: 1001 });
    view.filter.setMode('filter');
    expect(view.store.getState()).toMatchObject({ isFiltered: true, end: 142 });
    expect(records.openedFilters).toEqual(['dir:in']);
  });

  it('shows how far it is, and can be cancelled and taken up again', async () => {
    records.extent.set({ first: 1, last: 1000, scanned: 400 });
    await filter('dir:in');
    expect(view.filter.store.getState().progress).toMatchObject({
      state: 'scanning',
      scanned: 400,
      last: 1000,
    });
    view.filter.cancel();
    expect(view.store.getState()).toMatchObject({ isFiltered: false, end: 1001 });
    expect(view.filter.store.getState()).toMatchObject({ text: 'dir:in', isCancelled: true, progress: null });
    await until(() => records.openFilters.size === 0);
    expect(view.filter.apply()).toBe(true);
    await until(() => view.store.getState().isFiltered);
  });

  it('says what the engine says of a filter', async () => {
    records.refuse('This expression takes too long. Make it simpler.');
    view.filter.setText('/(a+)+$/');
    view.filter.apply();
    await until(() => view.filter.store.getState().progress?.state === 'failed');
    expect(view.filter.store.getState().progress?.problem).toBe(
      'This expression takes too long. Make it simpler.',
    );
  });

  it('begins anew when the way to the engine is back', async () => {
    await filter('dir:in');
    const before = view.filter.store.getState().progress?.view;
    records.reconnect();
    await until(() => view.filter.store.getState().progress?.view !== before);
    view.show(0, 20);
    await until(() => view.row(0)?.seq === 7);
    expect(view.filter.store.getState().progress?.problem).toBeNull();
  });
});
