import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { WirebenchClient } from '../../../renderer/state/base/client.ts';
import { followSelection } from '../../../renderer/state/records/followSelection.ts';
import type { MeasuredRecords } from '../../../renderer/state/records/measureRecords.ts';
import type { RecordView } from '../../../renderer/state/records/recordView.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A live list with a filter, of which the records 1 to 50 are selected. */
function filteredView(scanned: number) {
  const ranges = [{ from: 1, to: 51 }];
  const records = createStore(() => ({ ranges, isFiltered: true, first: 1, last: 100 }));
  const matches = createStore(() => ({ view: 'view', end: 40, scanned }));
  const hasScanned = (seq: number): boolean => matches.getState().scanned >= seq;
  const source = { session: 'session' };
  const view: unknown = { source, store: records, filter: { matches: { store: matches, hasScanned } } };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is asked of a view here
  return { view: view as RecordView, records, matches };
}

/** Counts how often it is asked. */
function countingClient(): { client: WirebenchClient; asked: () => number } {
  const call = vi.fn<() => Promise<unknown>>(() => Promise.resolve({ records: 25, bytes: 250, next: null }));
  const client: unknown = { call };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no other call is made
  return { client: client as WirebenchClient, asked: () => call.mock.calls.length };
}

it('counts a selection once while more is found behind it all the time', async () => {
  const { view, records, matches } = filteredView(100);
  const { client, asked } = countingClient();
  const told: (MeasuredRecords | null)[] = [];
  const following = followSelection(client, view, (measured) => told.push(measured));
  for (let turn = 1; turn <= 40; turn += 1) {
    matches.setState({ end: 40 + turn, scanned: 100 + turn });
    records.setState({ last: 100 + turn });
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(told.at(-1)).toEqual({ records: 25, bytes: 250 });
  expect(asked()).toBe(1);
  following.dispose();
});

it('counts again now and then while records are found in it, or are removed from it, all the time', async () => {
  const { view, records, matches } = filteredView(0);
  const { client, asked } = countingClient();
  const following = followSelection(client, view, () => undefined);
  for (let turn = 1; turn <= 40; turn += 1) {
    matches.setState({ end: 40 + turn });
    records.setState({ first: 1 + turn });
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(asked()).toBeGreaterThanOrEqual(3);
  expect(asked()).toBeLessThanOrEqual(5);
  following.dispose();
});
