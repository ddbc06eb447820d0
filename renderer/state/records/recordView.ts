import type { StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { ItemId } from './itemId.ts';
import type { Toward } from './matchList.ts';
import type { Place } from './places.ts';
import type { RecordFilter } from './recordFilter.ts';
import type { RowListState } from './rowList.ts';
import type { Selection } from './selection.ts';

export interface RecordViewState extends RowListState, Selection {
  /** True while only the matches of a filter are listed; then a row's index is its place among them, else its sequence number. */
  readonly isFiltered: boolean;
  /** The sequence numbers of the oldest and the newest record of the source; without records `last` is `first - 1`. */
  readonly first: number;
  readonly last: number;
  /** True while the newest row is kept in sight. */
  readonly following: boolean;
  /** Where the list ended when following ended. */
  readonly endWhenLeft: number;
  /** A row that is to be brought into sight; another object for each time. */
  readonly reveal: Reveal | null;
}

export interface Reveal {
  readonly index: number;
  /** Where on the screen it belongs; null for the least movement. */
  readonly rowsBelowTop: number | null;
}

export interface RecordViewOptions {
  /** Follows the tail from the beginning; otherwise the source is read from its first record. */
  readonly live: boolean;
  /** Resolves when the page is about to be painted. */
  readonly nextFrame?: () => Promise<void>;
}

/**
 * What a window sees of the records of one source: all of them or those that match a filter, the rows on the screen, the selected one, and
 * whether the newest is followed. Holds a bounded number of rows, whatever the source's length, and asks only for what is shown.
 */
export interface RecordView extends Disposable {
  readonly source: RecordSource;
  /** True where more records may come. */
  readonly live: boolean;
  readonly store: StoreApi<RecordViewState>;
  readonly filter: RecordFilter;
  /** What is open above the timeline; a key or the palette opens it as well. */
  readonly dialogs: StoreApi<{ readonly isGoToOpen: boolean }>;
  /** The row of the list, if it is here. */
  row(index: number): RecordRow | undefined;
  /** What the row of the list stands for; null while that is not known. */
  itemAt(index: number): ItemId | null;
  /** The item's place among the matches, while all records are listed and it is on the screen. */
  matchIndex(item: ItemId): number | undefined;
  /** Says which rows are on the screen, `end` exclusive; those that are not here are asked for. */
  show(from: number, end: number): void;
  /** When the first and the last row on the screen happened (µs since the epoch), as far as they are here. */
  shownTimes(): { readonly from: number; readonly to: number } | null;
  /** Selects an item wherever it is, and brings it into sight if the list has it. */
  select(item: ItemId | null): void;
  /** Selects a row of the list. */
  selectIndex(index: number): void;
  follow(following: boolean): void;
  /** Goes to the next match after the selected record, or to the one before; past the last one from the first on, and says so. */
  step(toward: Toward): Promise<void>;
  /** Goes to a place, within a filter to the nearest match. Rejects with a sentence where there is nothing. */
  goTo(place: Place): Promise<void>;
  /** A person moves the list: nothing is brought into sight any more that was on its way. */
  leaveInPlace(): void;
  /** The row that stands at the top, to go on from there when the list is shown again. */
  readonly topIndex: number;
  /** What was to be brought into sight is there. */
  revealed(): void;
  /** Asks again after a problem. */
  retry(): void;
}
