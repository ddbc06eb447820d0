import { describe, expect, it } from 'vitest';
import {
  compareItems,
  firstOf,
  formatItem,
  isSameItem,
  keyOfItem,
  lastOf,
  type ItemId,
} from '../../../renderer/state/records/itemId.ts';

/** In the order in which a list shows them. */
const items: readonly ItemId[] = [
  7,
  { first: 7, last: 9 },
  { first: 7, last: 7, part: 0 },
  { first: 7, last: 7, part: 1 },
  { first: 7, last: 9, part: 1 },
  8,
  { first: 8, last: 8, part: 0 },
  10,
];

describe('what a row stands for', () => {
  it('has an order: by its first record, the whole before its parts', () => {
    for (const [place, item] of items.entries()) {
      for (const [other, each] of items.entries()) {
        expect(Math.sign(compareItems(item, each))).toBe(Math.sign(place - other));
      }
    }
  });

  it('has a key that nothing else has, and a record’s is its number', () => {
    expect(items.map(keyOfItem)).toEqual([7, '7-9', '7.0', '7.1', '7.1-9', 8, '8.0', 10]);
  });

  it('is the same only where records and part are', () => {
    for (const [place, item] of items.entries()) {
      const copy = typeof item === 'number' ? item : { ...item };
      expect(items.map((each) => isSameItem(each, copy)).indexOf(true)).toBe(place);
      expect(items.filter((each) => isSameItem(each, copy))).toHaveLength(1);
    }
    expect(isSameItem(null, null)).toBe(true);
    expect(isSameItem(null, 7)).toBe(false);
  });

  it('begins in a record and ends in one', () => {
    expect(items.map((item) => [firstOf(item), lastOf(item)])).toEqual([
      [7, 7],
      [7, 9],
      [7, 7],
      [7, 7],
      [7, 9],
      [8, 8],
      [8, 8],
      [10, 10],
    ]);
  });

  it('is written as a person counts', () => {
    expect(items.slice(0, 4).map(formatItem)).toEqual(['7', '7–9', '7.1', '7.2']);
  });
});
