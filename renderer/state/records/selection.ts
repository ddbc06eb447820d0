import type { RecordRow } from '../../../shared/model/record.ts';
import { firstOf, isSameItem, type ItemId } from './itemId.ts';
import { itemOfRow } from './rowList.ts';

/** The selected item, and what is known about it. */
export interface Selection {
  /** Null while only its position in a list of matches is known. */
  readonly selected: ItemId | null;
  /** Its index in the shown list; null when it is not in the list, or not known yet. */
  readonly selectedIndex: number | null;
  /** Its row, once loaded; it stays when its page is dropped. */
  readonly selectedRow: RecordRow | null;
  /** The item that was selected until it was removed, or the record that it begins in. */
  readonly lostSelection: ItemId | null;
}

export const nothingSelected: Selection = {
  selected: null,
  selectedIndex: null,
  selectedRow: null,
  lostSelection: null,
};

export interface RowsAtHand {
  /** The sequence number of the oldest stored record. */
  readonly first: number;
  readonly rowOf: (item: ItemId) => RecordRow | undefined;
  /** A row by its index in the shown list. */
  readonly rowAt: (index: number) => RecordRow | undefined;
}

/** The selection after rows arrived or were removed. */
export function selectionWith(before: Selection, rows: RowsAtHand): Selection {
  const { selected, selectedIndex, selectedRow, lostSelection } = before;
  const selection: Selection = { selected, selectedIndex, selectedRow, lostSelection };
  if (selected !== null && firstOf(selected) < rows.first)
    return { ...nothingSelected, lostSelection: selected };
  if (selectedRow !== null || (selected === null && selectedIndex === null)) return selection;
  const row =
    (selectedIndex === null ? undefined : rows.rowAt(selectedIndex)) ??
    (selected === null ? undefined : rowOfItem(selected, rows));
  return row ? { ...selection, selected: itemOfRow(row), selectedRow: row } : selection;
}

/** The row of the record that an item begins in represents the item only if that is the whole record. */
function rowOfItem(item: ItemId, rows: RowsAtHand): RecordRow | undefined {
  const row = rows.rowOf(item);
  return row && isSameItem(itemOfRow(row), item) ? row : undefined;
}
