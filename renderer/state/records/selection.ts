import type { RecordRow } from '../../../shared/model/record.ts';
import { firstOf, isSameItem, type ItemId } from './itemId.ts';
import {
  clippedBefore,
  hasItem,
  noItems,
  rangeBetween,
  rangeOf,
  withoutRange,
  withRange,
  type ItemRanges,
} from './itemRanges.ts';
import { itemOfRow } from './rowList.ts';

/**
 * What is selected in a list: ranges of items, however many, and the current item, which the inspector shows. Selected is what is listed in
 * the ranges: within a filter its matches there, also those that are found later. Rows that come behind the ranges are not selected. Ranges
 * end where records are removed. When another list takes the place of this one (a filter, none, or every record with marks), only the
 * current item stays selected, since nobody has seen what else is in the ranges there.
 */
export interface Selection {
  /** The current item. Null while only its position in a list of matches is known. It is not selected when it was reached by Ctrl and an arrow. */
  readonly current: ItemId | null;
  /** Its index in the shown list; null when it is not in the list, or not known yet. */
  readonly currentIndex: number | null;
  /** Its row, once loaded; it stays when its page is dropped. */
  readonly currentRow: RecordRow | null;
  /** The item that was current until it was removed, or the record that it begins in. */
  readonly lostCurrent: ItemId | null;
  readonly ranges: ItemRanges;
  /** Where a stretch begins. */
  readonly anchor: ItemId | null;
  /** How the current item takes part as soon as it is known which one it is. */
  readonly pending: SelectionWay | null;
}

/**
 * How a row that a person goes to takes part in the selection: `only` it is selected; everything from the anchor to it (`stretch`), or that
 * as well (`more`); it is added or taken away (`toggle`); the selection stays (`none`).
 */
export type SelectionWay = 'only' | 'stretch' | 'more' | 'toggle' | 'none';

export const nothingSelected: Selection = {
  current: null,
  currentIndex: null,
  currentRow: null,
  lostCurrent: null,
  ranges: noItems,
  anchor: null,
  pending: null,
};

export interface RowsAtHand {
  /** The sequence number of the oldest stored record. */
  readonly first: number;
  readonly rowOf: (item: ItemId) => RecordRow | undefined;
  /** A row by its index in the shown list. */
  readonly rowAt: (index: number) => RecordRow | undefined;
}

/** An item, or a row of the list; `item` is null where only its index is known. */
interface SelectedPlace {
  readonly item: ItemId | null;
  readonly index: number | null;
}

/** The selection after a person went to a row. */
export function selectionAt(before: Selection, { item, index }: SelectedPlace, way: SelectionWay): Selection {
  const { ranges, anchor } = way === 'only' ? nothingSelected : before;
  const there = { ...nothingSelected, ranges, anchor, currentIndex: index, pending: way };
  return item === null ? there : withCurrent(there, item);
}

/** The selection of everything that is listed of the records from `first` to `last`. */
export function selectionOfAll(
  before: Selection,
  { first, last }: { first: number; last: number },
): Selection {
  return { ...before, ranges: last < first ? noItems : [{ from: first, to: last + 1 }], pending: null };
}

/** The selection of the current item alone. */
export function selectionOfCurrent(before: Selection): Selection {
  const { current } = before;
  return {
    ...before,
    ranges: current === null ? noItems : [rangeOf(current)],
    anchor: current,
    pending: null,
  };
}

/** Whether the current item is all that is selected. */
export function isOnlyCurrent({ current, ranges }: Selection): boolean {
  const [range] = ranges;
  if (current === null || !range || ranges.length > 1) return false;
  const alone = rangeOf(current);
  return isSameItem(range.from, alone.from) && isSameItem(range.to, alone.to);
}

/** The selection after rows arrived or were removed. */
export function selectionWith(before: Selection, rows: RowsAtHand): Selection {
  const selection = clipped(selectionIn(before), rows.first);
  const { current, currentIndex, currentRow } = selection;
  if (currentRow !== null || (current === null && currentIndex === null)) return selection;
  const row =
    (currentIndex === null ? undefined : rows.rowAt(currentIndex)) ??
    (current === null ? undefined : rowOfItem(current, rows));
  return row ? { ...withCurrent(selection, itemOfRow(row)), currentRow: row } : selection;
}

/** Nothing else of what is given. */
function selectionIn(given: Selection): Selection {
  const { current, currentIndex, currentRow, lostCurrent, ranges, anchor, pending } = given;
  return { current, currentIndex, currentRow, lostCurrent, ranges, anchor, pending };
}

function clipped(selection: Selection, first: number): Selection {
  const { current, anchor } = selection;
  const isGone = (item: ItemId | null): boolean => item !== null && firstOf(item) < first;
  const ranges = clippedBefore(selection.ranges, first);
  if (isGone(current)) return { ...nothingSelected, lostCurrent: current, ranges };
  return { ...selection, ranges, anchor: isGone(anchor) ? null : anchor };
}

/** Now it is known which item the current one is. */
function withCurrent(selection: Selection, item: ItemId): Selection {
  const { ranges, pending } = selection;
  const anchor = selection.anchor ?? item;
  const known = { ...selection, current: item, pending: null };
  switch (pending) {
    case 'only':
      return { ...known, ranges: [rangeOf(item)], anchor: item };
    case 'stretch':
      return { ...known, ranges: [rangeBetween(anchor, item)], anchor };
    case 'more':
      return { ...known, ranges: withRange(ranges, rangeBetween(anchor, item)), anchor };
    case 'toggle': {
      const toggled = hasItem(ranges, item) ? withoutRange : withRange;
      return { ...known, ranges: toggled(ranges, rangeOf(item)), anchor: item };
    }
    case 'none':
    case null:
      return known;
  }
}

/** The row of the record that an item begins in represents the item only if that is the whole record. */
function rowOfItem(item: ItemId, rows: RowsAtHand): RecordRow | undefined {
  const row = rows.rowOf(item);
  return row && isSameItem(itemOfRow(row), item) ? row : undefined;
}
