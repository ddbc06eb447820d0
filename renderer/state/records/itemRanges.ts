import { compareItems, firstOf, type ItemId } from './itemId.ts';

/** The items of a list from one on, up to but not including another: `to` need not be an item itself. */
interface ItemRange {
  readonly from: ItemId;
  readonly to: ItemId;
}

/** In the order of the list, without overlaps. */
export type ItemRanges = readonly ItemRange[];

/** Record numbers from `from` to `to`, both included. */
export interface RecordRange {
  readonly from: number;
  readonly to: number;
}

export const noItems: ItemRanges = [];

/** The item alone. */
export function rangeOf(item: ItemId): ItemRange {
  return { from: item, to: placeAfter(item) };
}

/** Two items and everything between them, whichever comes first. */
export function rangeBetween(one: ItemId, other: ItemId): ItemRange {
  return compareItems(one, other) <= 0
    ? { from: one, to: placeAfter(other) }
    : { from: other, to: placeAfter(one) };
}

export function hasItem(ranges: ItemRanges, item: ItemId): boolean {
  return ranges.some(({ from, to }) => compareItems(from, item) <= 0 && compareItems(item, to) < 0);
}

/** What is in the ranges, or in the one that is added. */
export function withRange(ranges: ItemRanges, added: ItemRange): ItemRanges {
  const before = ranges.filter(({ to }) => compareItems(to, added.from) < 0);
  const after = ranges.filter(({ from }) => compareItems(from, added.to) > 0);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const from = earlier(added.from, touching[0]?.from ?? added.from);
  const to = later(added.to, touching.at(-1)?.to ?? added.to);
  return [...before, { from, to }, ...after];
}

/** What is in the ranges, but not in the one that is taken away. */
export function withoutRange(ranges: ItemRanges, taken: ItemRange): ItemRanges {
  return ranges.flatMap(({ from, to }) =>
    [
      { from, to: earlier(to, taken.from) },
      { from: later(from, taken.to), to },
    ].filter((left) => compareItems(left.from, left.to) < 0),
  );
}

/** What is left once the records before `first` are removed. The same object where that is everything. */
export function clippedBefore(ranges: ItemRanges, first: number): ItemRanges {
  const oldest = ranges[0];
  if (!oldest || firstOf(oldest.from) >= first) return ranges;
  return withoutRange(ranges, { from: oldest.from, to: first });
}

/** The numbers of the records in which the items begin. */
export function recordsOfRanges(ranges: ItemRanges): readonly RecordRange[] {
  return ranges.map(({ from, to }) => ({
    from: firstOf(from),
    to: typeof to === 'number' ? to - 1 : firstOf(to),
  }));
}

/** Where a list goes on behind an item: nothing but its record's next part can come before the record that follows. */
function placeAfter(item: ItemId): ItemId {
  if (typeof item === 'number') return item + 1;
  const { first, part } = item;
  return part === undefined ? first + 1 : { first, last: first, part: part + 1 };
}

function earlier(one: ItemId, other: ItemId): ItemId {
  return compareItems(one, other) <= 0 ? one : other;
}

function later(one: ItemId, other: ItemId): ItemId {
  return compareItems(one, other) >= 0 ? one : other;
}
