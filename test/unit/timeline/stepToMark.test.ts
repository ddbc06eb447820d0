import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { MatchList, Toward } from '../../../renderer/state/records/matchList.ts';
import type { Place } from '../../../renderer/state/records/places.ts';
import { emptyView } from '../../../renderer/state/records/recordView.ts';
import { stepToMark } from '../../../renderer/state/records/stepToMark.ts';
import type { Mark } from '../../../shared/model/mark.ts';

interface Stepped {
  readonly marks: readonly (readonly [from: number, to: number])[];
  readonly current: number | null;
  /** The numbers of the listed records; null lists all. */
  readonly listed?: readonly number[];
  readonly first?: number;
}

/** Where a step leads, and what it says. */
async function step(
  { marks, current, listed, first = 1 }: Stepped,
  toward: Toward,
): Promise<{ seq: number | null; word: string | null }> {
  const went: Place[] = [];
  let word: string | null = null;
  const list = marks.map(([from, to]): Mark => ({ from, to, colour: 'red', note: null, at: 0 }));
  const view = {
    store: createStore(() => ({
      ...emptyView,
      first,
      last: 100,
      current,
      isFiltered: listed !== undefined,
    })),
    marks: { store: createStore(() => ({ marks: list, problem: null })) },
    filter: {
      matches: listed ? { near: near(listed) } : null,
      say: (said: string | null) => {
        word = said;
      },
    },
    topIndex: 1,
    itemAt: (index: number) => index,
    goTo: (place: Place) => Promise.resolve(void went.push(place)),
  };
  await stepToMark(view, toward);
  const [place] = went;
  return { seq: place?.kind === 'number' ? place.seq : null, word };
}

function near(listed: readonly number[]): MatchList['near'] {
  return (seq, toward) => {
    const index =
      toward === 'next' ? listed.findIndex((each) => each > seq) : listed.findLastIndex((each) => each < seq);
    const item = listed[index];
    return Promise.resolve(item === undefined ? null : { item, index });
  };
}

const marks = [
  [10, 12],
  [20, 20],
  [30, 39],
] as const;

describe('a step to a mark', () => {
  it('leads to the first record of the next stretch, and of the one before', async () => {
    expect(await step({ marks, current: 5 }, 'next')).toEqual({ seq: 10, word: null });
    expect(await step({ marks, current: 11 }, 'next')).toEqual({ seq: 20, word: null });
    expect(await step({ marks, current: 25 }, 'previous')).toEqual({ seq: 20, word: null });
  });

  it('begins at the top of the list where nothing is current', async () => {
    expect(await step({ marks: [[1, 1], ...marks], current: null }, 'next')).toEqual({ seq: 1, word: null });
  });

  it('goes on at the other end, and says so', async () => {
    expect(await step({ marks, current: 40 }, 'next')).toEqual({
      seq: 10,
      word: 'Wrapped around to the first mark.',
    });
    expect(await step({ marks, current: 3 }, 'previous')).toEqual({
      seq: 30,
      word: 'Wrapped around to the last mark.',
    });
  });

  it('leads to listed records only, within a filter', async () => {
    const listed = [11, 25, 35, 36];
    expect(await step({ marks, current: 5, listed }, 'next')).toEqual({ seq: 11, word: null });
    expect(await step({ marks, current: 11, listed }, 'next')).toEqual({ seq: 35, word: null });
    expect(await step({ marks, current: 30, listed }, 'previous')).toEqual({ seq: 11, word: null });
    expect(await step({ marks, current: 5, listed: [1, 25, 50] }, 'next')).toEqual({
      seq: null,
      word: 'No listed record is marked.',
    });
  });

  it('leads to no record that was removed', async () => {
    expect(await step({ marks, current: 50, first: 12 }, 'next')).toMatchObject({ seq: 12 });
    expect(await step({ marks: [[1, 5]], current: 50, first: 12 }, 'next')).toEqual({
      seq: null,
      word: 'No record is marked.',
    });
  });
});
