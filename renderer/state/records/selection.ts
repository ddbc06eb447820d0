import type { RecordRow } from '../../../shared/model/record.ts';
import { firstOf, type ItemId } from './itemId.ts';
import { itemOfRow } from './rowList.ts';

/** Which item is selected, and what is known of it. */
export interface Selection {
  /** Null while only its place in a list of matches is known. */
  readonly selected: ItemId | null;
  /** Its index in the list that is shown; null when it is not in it, or that is not known yet. */
  readonly selectedIndex: number | null;
  /** Its row, as soon as it is there; it stays when its page is dropped. */
  readonly selectedRow: RecordRow | null;
  /** The item that was selected until it was cut away, or the record that it begins in. */
  readonly lostSelection: ItemId | null;
}

export const nothingSelected: Selection = {
  selected: null,
  selectedIndex: null,
  selectedRow: null,
  lostSelection: null,
};

export interface RowsAtHand {
  /** The sequence number of the oldest record that is kept. */
  readonly first: number;
  readonly rowOf: (item: ItemId) => RecordRow | undefined;
  /** By index in the list that is shown. */
  readonly rowAt: (index: number) => RecordRow | undefined;
}

/** The selection after rows came or were cut away. */
export function selectionWith(before: Selection, rows: RowsAtHand): Selection {
  const { selected, selectedIndex, selectedRow, lostSelection } = before;
  const selection: Selection = { selected, selectedIndex, selectedRow, lostSelection };
  if (selected !== null && firstOf(selected) < rows.first)
    return { ...nothingSelected, lostSelection: selected };
  if (selectedRow !== null || (selected === null && selectedIndex === null)) return selection;
  const row =
    (selectedIndex === null ? undefined : rows.rowAt(selectedIndex)) ??
    (selected === null ? undefined : rows.rowOf(selected));
  return row ? { ...selection, selected: itemOfRow(row), selectedRow: row } : selection;
}
