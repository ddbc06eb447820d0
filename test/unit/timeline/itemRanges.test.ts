import { array, assert, boolean, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../../renderer/state/records/itemId.ts';
import {
  clippedBefore,
  hasItem,
  noItems,
  rangeBetween,
  rangeOf,
  recordsOfRanges,
  withoutRange,
  withRange,
  type ItemRanges,
} from '../../../renderer/state/records/itemRanges.ts';

/** A list as it may be: messages cut out of a stream, some that end in a later record, a run, and whole records. */
const items: readonly ItemId[] = [
  1,
  2,
  { first: 3, last: 3, part: 0 },
  { first: 3, last: 5, part: 1 },
  { first: 5, last: 5, part: 2 },
  { first: 6, last: 8 },
  9,
  10,
  { first: 11, last: 11, part: 0 },
  12,
];

/** The places of the items that are in the ranges. */
function placesIn(ranges: ItemRanges): number[] {
  return items.flatMap((item, place) => (hasItem(ranges, item) ? [place] : []));
}

const place = nat(items.length - 1);
const change = record({ adds: boolean(), one: place, other: place });

function itemAt(at: number): ItemId {
  return items[at] ?? 0;
}

describe('ranges of items', () => {
  it('are what a set of the same items would be, whatever is added and taken away', () => {
    assert(
      property(array(change, { maxLength: 20 }), (changes) => {
        let ranges = noItems;
        const set = new Set<number>();
        for (const { adds, one, other } of changes) {
          const range = rangeBetween(itemAt(one), itemAt(other));
          ranges = adds ? withRange(ranges, range) : withoutRange(ranges, range);
          for (let at = Math.min(one, other); at <= Math.max(one, other); at += 1) {
            if (adds) set.add(at);
            else set.delete(at);
          }
        }
        expect(placesIn(ranges)).toEqual([...set].toSorted((left, right) => left - right));
        // They never touch: there are no more ranges than stretches.
        expect(ranges.length).toBeLessThanOrEqual(Math.ceil(items.length / 2));
      }),
    );
  });

  it('are cut where records are removed', () => {
    const ranges = [rangeBetween(1, 2), rangeBetween(9, 12)];
    expect(placesIn(clippedBefore(ranges, 10))).toEqual([7, 8, 9]);
    expect(clippedBefore(ranges, 1)).toBe(ranges);
    expect(clippedBefore(ranges, 13)).toEqual([]);
  });

  it('name the records', () => {
    expect(recordsOfRanges([rangeBetween(10_000_000, 1), rangeOf(10_000_005)])).toEqual([
      { from: 1, to: 10_000_000 },
      { from: 10_000_005, to: 10_000_005 },
    ]);
    expect(recordsOfRanges([rangeOf(itemAt(3))])).toEqual([{ from: 3, to: 3 }]);
  });
});
