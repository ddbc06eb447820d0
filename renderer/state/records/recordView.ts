import type { StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { HiddenRecords } from './hiddenRecords.ts';
import type { ItemId } from './itemId.ts';
import type { Toward } from './matchList.ts';
import type { Place } from './places.ts';
import type { RecordFilter } from './recordFilter.ts';
import type { RecordMarks } from './recordMarks.ts';
import { emptyList, type RowListState } from './rowList.ts';
import { nothingSelected, type Selection, type SelectionWay } from './selection.ts';

export interface RecordViewState extends RowListState, Selection {
  /** True while only the matches of a filter are listed; then a row's index is its position among them, otherwise its sequence number. */
  readonly isFiltered: boolean;
  /** The sequence numbers of the oldest and the newest record of the source; without records `last` is `first - 1`. */
  readonly first: number;
  readonly last: number;
  /** How many records before these are hidden, because the person wants to see what comes, and when the last of them happened. */
  readonly hidden: number;
  readonly hiddenUntil: number | null;
  /** True while the newest row is kept in view. */
  readonly following: boolean;
  /** Where the list ended when following ended. */
  readonly endWhenLeft: number;
  /** While the current record is not listed, the row behind its place: from there the keys go. */
  readonly besideIndex: number | null;
  /** A row to scroll into view; a new object each time. */
  readonly reveal: Reveal | null;
}

export const emptyView: RecordViewState = {
  ...emptyList,
  ...nothingSelected,
  isFiltered: false,
  first: 1,
  last: 0,
  hidden: 0,
  hiddenUntil: null,
  following: false,
  endWhenLeft: 0,
  besideIndex: null,
  reveal: null,
};

/** Which rows there are: of the shown list, and of all records. */
export function extentOf(
  { isLoaded, begin, end, hasSeveralPeers }: RowListState,
  all: RowListState,
): Omit<RowListState, 'rowsVersion'> & Pick<RecordViewState, 'first' | 'last'> {
  return {
    ...{ isLoaded, begin, end },
    hasSeveralPeers: all.hasSeveralPeers || hasSeveralPeers,
    first: all.begin,
    last: all.end - 1,
    problem: all.problem,
  };
}

export interface Reveal {
  readonly index: number;
  /** Where on the screen to put it; null for the least movement. */
  readonly rowsBelowTop: number | null;
}

/** Where a row is put that a person goes to: one that is far from what is shown at a third of the height, so that rows before it are visible too. */
export function revealOf(
  index: number,
  { from, end }: { readonly from: number; readonly end: number },
): Reveal {
  const isInSight = index > from && index < end - 1;
  return { index, rowsBelowTop: isInSight ? null : Math.floor((end - from) / 3) };
}

/** The record from which times are counted, and when it happened (µs since the epoch). */
export interface TimeReference {
  readonly seq: number;
  readonly at: number;
}

export interface RecordViewOptions {
  /** Follows the tail from the beginning; otherwise the source is read from its first record. */
  readonly live: boolean;
  /** Resolves when the page is about to be painted. */
  readonly nextFrame?: () => Promise<void>;
  /** What is hidden at first, and who is told when that changes. */
  readonly hidden?: HiddenRecords;
  readonly hid?: (hidden: HiddenRecords) => void;
}

/**
 * A window's view of the records of one source: all of them or those that match a filter, the rows on the screen, the current one, and
 * whether the newest is followed. Holds a bounded number of rows, whatever the source's length, and requests only visible ones.
 */
export interface RecordView extends Disposable {
  readonly source: RecordSource;
  /** True where more records may come. */
  readonly live: boolean;
  readonly store: StoreApi<RecordViewState>;
  readonly filter: RecordFilter;
  readonly marks: RecordMarks;
  /** The dialogs open above the timeline; keys and the palette open them too. */
  readonly dialogs: StoreApi<{ readonly isGoToOpen: boolean }>;
  /** Null while times are counted from no record. */
  readonly reference: StoreApi<TimeReference | null>;
  /** The row of the list, if it is loaded. */
  row(index: number): RecordRow | undefined;
  /** The item of a row of the list; null while it is unknown. */
  itemAt(index: number): ItemId | null;
  /** The item's position among the matches, while all records are listed and it is on the screen. */
  matchIndex(item: ItemId): number | undefined;
  /** Says which rows are on the screen, `end` exclusive; missing ones are requested. */
  show(from: number, end: number): void;
  /** When the first and the last row on the screen happened (µs since the epoch), if they are loaded. */
  shownTimes(): { readonly from: number; readonly to: number } | null;
  /** Selects an item wherever it is, and scrolls it into view if the list has it. */
  select(item: ItemId | null): void;
  /** Goes to a row of the list, which takes part in the selection in this way; `only` it is selected unless told. */
  selectIndex(index: number, way?: SelectionWay): void;
  /** Selects everything that is listed of the records that there are now. */
  selectAll(): void;
  /** Selects nothing but the current item. */
  selectOnlyCurrent(): void;
  /** Shows only the records from this number on; 1 shows all of them again. Nothing is deleted. */
  hideBefore(seq: number): void;
  follow(following: boolean): void;
  /** Goes to the next match after the current record, or to the previous one; past the last it wraps around, and says so. */
  step(toward: Toward): Promise<void>;
  /** Goes to a place, or within a filter to the nearest match. Rejects with a sentence if there is none. */
  goTo(place: Place): Promise<void>;
  /** The person has moved the list: pending scrolling into view is cancelled. */
  leaveInPlace(): void;
  /** The row at the top, to return there when the list is shown again. */
  readonly topIndex: number;
  /** Reports that the row of `reveal` is in view. */
  revealed(): void;
  /** Requests again after a problem. */
  retry(): void;
  /** Reads what there is now of a source that does not grow: records that were deleted are back. */
  readAgain(): void;
}
