import { afterEach, describe, expect, it } from 'vitest';
import {
  shortestContent,
  looksIntoBytes,
  withOpenEnds,
} from '../../../renderer/features/inspector/openEnds.ts';
import { createMatchRanges, type MatchRanges } from '../../../renderer/state/records/matchRanges.ts';
import { MatchList } from '../../../renderer/state/records/matchList.ts';
import type { ByteRange } from '../../../shared/model/filteredView.ts';
import { sessionIdSchema } from '../../../shared/model/ids.ts';
import { createFakeRecords, type FakeRecords } from '../../support/fakeRecords.ts';
import { until } from '../../support/until.ts';

const source = { session: sessionIdSchema.parse('s1') };
const size = 64_000_000;
const window = 65_536;
let records: FakeRecords;
let list: MatchList;
let ranges: MatchRanges;

async function open(found: readonly ByteRange[]): Promise<void> {
  records = createFakeRecords(10, undefined, size);
  records.mark(() => found);
  list = new MatchList(records.client, source, {
    from: 1,
    filter: '"x"',
    nextFrame: () => Promise.resolve(),
  });
  await until(() => list.store.getState().view !== null);
  const { view } = list.store.getState();
  if (view === null) throw new Error('The view is not open.');
  ranges = createMatchRanges(records.client, view, { seq: 7, size });
}

afterEach(() => {
  ranges.dispose();
  list.dispose();
  records[Symbol.dispose]();
});

describe('the highlights of a payload of 64 MB', () => {
  it('are asked for where the payload is looked at, and nowhere else', async () => {
    await open([
      { from: 10, to: 16 },
      { from: 40_000_000, to: 40_000_006 },
    ]);
    ranges.show(39_999_900, 40_000_500);
    await until(() => ranges.within(39_999_900, 40_000_500).length > 0);
    expect(ranges.within(39_999_900, 40_000_500)).toEqual([{ from: 40_000_000, to: 40_000_006 }]);
    expect(records.askedRanges).toEqual([Math.floor(40_000_000 / window) * window]);
    expect(ranges.within(0, 100)).toEqual([]);
  });

  it('are one where they go over the border of two windows', async () => {
    await open([
      { from: window - 3, to: window },
      { from: window, to: window + 2 },
      { from: window + 10, to: window + 12 },
    ]);
    ranges.show(window - 100, window + 100);
    await until(() => ranges.within(window - 100, window + 100).length === 2);
    expect(ranges.within(window - 100, window + 100)).toEqual([
      { from: window - 3, to: window + 2 },
      { from: window + 10, to: window + 12 },
    ]);
  });

  it('are stepped through in both directions, around the end', async () => {
    await open([
      { from: 10, to: 16 },
      { from: 200_000, to: 200_006 },
      { from: 63_000_000, to: 63_000_006 },
    ]);
    const { signal } = new AbortController();
    const next = async (offset: number): Promise<number | undefined> =>
      (await ranges.step(offset, 'next', signal))?.from;
    const previous = async (offset: number): Promise<number | undefined> =>
      (await ranges.step(offset, 'previous', signal))?.from;
    expect(await next(-1)).toBe(10);
    expect(await next(10)).toBe(200_000);
    expect(await next(63_000_000)).toBe(10);
    expect(await previous(200_000)).toBe(10);
    expect(await previous(10)).toBe(63_000_000);
    expect(await previous(-1)).toBe(63_000_000);
  });

  it('may be none at all', async () => {
    await open([]);
    expect(await ranges.step(500, 'next', new AbortController().signal)).toBeNull();
  });
});

describe('a highlight at the edge of its payload', () => {
  const shortest = shortestContent('"needle" or hex:0d0a0d0a');

  it('is open where it is shorter than anything that was looked for', async () => {
    await open([]);
    expect(shortest).toBe(4);
    expect(withOpenEnds({ from: 0, to: 3 }, 100, shortest)).toMatchObject({
      opensBefore: true,
      opensAfter: false,
    });
    expect(withOpenEnds({ from: 98, to: 100 }, 100, shortest)).toMatchObject({
      opensBefore: false,
      opensAfter: true,
    });
    expect(withOpenEnds({ from: 0, to: 4 }, 100, shortest)).toMatchObject({
      opensBefore: false,
      opensAfter: false,
    });
    expect(withOpenEnds({ from: 50, to: 52 }, 100, shortest)).toMatchObject({
      opensBefore: false,
      opensAfter: false,
    });
  });

  it('is never open for an expression, and there is none for a filter that does not look into the bytes', async () => {
    await open([]);
    expect(shortestContent('/a+/ or "needle"')).toBeNull();
    expect(looksIntoBytes('dir:in size>100')).toBe(false);
    expect(looksIntoBytes('dir:in "needle"')).toBe(true);
  });
});
