import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markColours, type Mark, type MarkedStretch } from '../../../shared/model/mark.ts';
import {
  markAt,
  marksWithin,
  neighbouringMark,
  stretchFrom,
  withStretch,
  withStretches,
} from '../../../shared/model/markList.ts';

const largest = 40;
const stretch = fc
  .tuple(fc.integer({ min: 1, max: largest }), fc.integer({ min: 1, max: largest }))
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const change: fc.Arbitrary<MarkedStretch> = fc
  .tuple(stretch, fc.option(fc.constantFrom(...markColours)), fc.integer())
  .map(([{ from, to }, colour, at]) => ({
    from,
    to,
    marks: colour === null ? [] : [{ from, to, colour, note: null, at }],
  }));

/** The long way: what each record is marked with. */
class EachRecord {
  private readonly marks = new Map<number, Pick<Mark, 'colour' | 'at'>>();

  apply({ from, to, marks: [mark] }: MarkedStretch): void {
    for (let seq = from; seq <= to; seq += 1) {
      if (mark) this.marks.set(seq, { colour: mark.colour, at: mark.at });
      else this.marks.delete(seq);
    }
  }

  at(seq: number): Pick<Mark, 'colour' | 'at'> | null {
    return this.marks.get(seq) ?? null;
  }
}

function look(mark: Mark | null): Pick<Mark, 'colour' | 'at'> | null {
  return mark && { colour: mark.colour, at: mark.at };
}

describe('the marks of a recording', () => {
  it('are what each record would have by itself, however stretches are marked and unmarked', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const each = new EachRecord();
        let marks: readonly Mark[] = [];
        for (const made of changes) {
          each.apply(made);
          marks = withStretch(marks, made);
        }
        for (let seq = 1; seq <= largest; seq += 1) expect(look(markAt(marks, seq))).toEqual(each.at(seq));
        const isInOrder = marks.every((mark, index) => mark.from > (marks[index - 1]?.to ?? 0));
        expect(isInOrder).toBe(true);
      }),
    );
  });

  it('are the same whether stretches are marked one by one or at once', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 12 }),
        fc.array(change, { maxLength: 12 }),
        (earlier, changes) => {
          const marks = withStretches([], earlier);
          const sorted = changes.toSorted((one, other) => one.from - other.from);
          const apart = sorted.filter(({ from }, index) =>
            sorted.slice(0, index).every(({ to }) => from > to),
          );
          for (const made of [changes, apart]) {
            const oneByOne = made.reduce<readonly Mark[]>(withStretch, marks);
            expect(withStretches(marks, made)).toEqual(oneByOne);
          }
        },
      ),
    );
  });

  it('come back when a change is undone', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), change, (changes, last) => {
        const marks = changes.reduce<readonly Mark[]>(withStretch, []);
        const before = { from: last.from, to: last.to, marks: marksWithin(marks, last) };
        const undone = withStretch(withStretch(marks, last), before);
        expect(undone).toEqual(marks);
      }),
    );
  });

  it('tell how long nothing changes from a record on', () => {
    const marks = [red(3, 5), red(6, 6)];
    expect(stretchFrom(marks, 1)).toEqual({ to: 2, mark: null });
    expect(stretchFrom(marks, 4)).toEqual({ to: 5, mark: marks[0] });
    expect(stretchFrom(marks, 6)).toEqual({ to: 6, mark: marks[1] });
    expect(stretchFrom(marks, 7)).toEqual({ to: Number.POSITIVE_INFINITY, mark: null });
  });

  it('are stepped through stretch by stretch, from within one, too', () => {
    const marks = [red(3, 5), red(8, 8), red(9, 12)];
    const from = (seq: number): unknown[] =>
      (['previous', 'next'] as const).map((toward) => neighbouringMark(marks, seq, toward)?.from ?? null);
    expect(from(0)).toEqual([null, 3]);
    expect(from(3)).toEqual([null, 8]);
    expect(from(4)).toEqual([null, 8]);
    expect(from(6)).toEqual([3, 8]);
    expect(from(8)).toEqual([3, 9]);
    expect(from(11)).toEqual([8, null]);
    expect(from(20)).toEqual([9, null]);
  });
});

function red(from: number, to: number): Mark {
  return { from, to, colour: 'red', note: null, at: 0 };
}
