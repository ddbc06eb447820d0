import type { RecordRow } from '../../../shared/model/record.ts';

/** Which record is selected, and what is known of it. */
export interface Selection {
  /** Its sequence number; null while only its place in a list of matches is known. */
  readonly selected: number | null;
  /** Its index in the list that is shown; null when it is not in it, or that is not known yet. */
  readonly selectedIndex: number | null;
  /** The record, as soon as it is there; it stays when its page is dropped. */
  readonly selectedRow: RecordRow | null;
  /** The record that was selected until it was cut away. */
  readonly lostSelection: number | null;
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
  readonly rowOf: (seq: number) => RecordRow | undefined;
  /** By index in the list that is shown. */
  readonly rowAt: (index: number) => RecordRow | undefined;
}

/** The selection after rows came or were cut away. */
export function selectionWith(before: Selection, rows: RowsAtHand): Selection {
  const { selected, selectedIndex, selectedRow, lostSelection } = before;
  const selection: Selection = { selected, selectedIndex, selectedRow, lostSelection };
  if (selected !== null && selected < rows.first) return { ...nothingSelected, lostSelection: selected };
  if (selectedRow !== null || (selected === null && selectedIndex === null)) return selection;
  const row =
    (selectedIndex === null ? undefined : rows.rowAt(selectedIndex)) ??
    (selected === null ? undefined : rows.rowOf(selected));
  return row ? { ...selection, selected: row.seq, selectedRow: row } : selection;
}
