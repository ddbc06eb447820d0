import type { StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { ItemId } from './itemId.ts';

export interface RowListState {
  /** False until the engine has said how many rows there are. */
  readonly isLoaded: boolean;
  /** The index of the oldest row, and the one after the newest. Both only grow, because rows are removed only at the front, until hidden rows are shown again. */
  readonly begin: number;
  readonly end: number;
  /** True once a row of a second peer was seen. */
  readonly hasSeveralPeers: boolean;
  /** A sentence: why rows are missing. */
  readonly problem: string | null;
  /** Grows whenever `row` may return something else. */
  readonly rowsVersion: number;
}

export const emptyList: RowListState = {
  isLoaded: false,
  begin: 0,
  end: 0,
  hasSeveralPeers: false,
  problem: null,
  rowsVersion: 0,
};

/** The rows of a timeline; those on the screen are loaded. A row keeps its index for ever. */
export interface RowList<State extends RowListState = RowListState> extends Disposable {
  readonly store: StoreApi<State>;
  /** The row, if it is loaded. */
  row(index: number): RecordRow | undefined;
  /** The item of the row; null while it is unknown. */
  itemAt(index: number): ItemId | null;
  /** Says which rows are on the screen, `end` exclusive; missing ones are requested. */
  show(from: number, end: number): void;
  /** Requests a row besides those on the screen. */
  wantRow(index: number | null): void;
  /** Requests again after a problem. */
  retry(): void;
}

/** A row of a list. `item` says what it represents where that is not the whole record whose head it has. */
export interface ListRow extends RecordRow {
  readonly item?: ItemId;
}

/** The item that a row represents. */
export function itemOfRow(row: ListRow): ItemId {
  return row.item ?? row.seq;
}

/** Whether a row of a second peer is among these. */
export function haveSeveralPeers(rows: readonly RecordRow[]): boolean {
  return rows.some(({ peer }) => peer !== null && peer > 1);
}

/** When the first and the last of the rows on the screen happened, if they are loaded. */
export function timesOf(
  rows: Pick<RowList, 'row'>,
  { begin, end }: Pick<RowListState, 'begin' | 'end'>,
  shown: { readonly from: number; readonly end: number },
): { readonly from: number; readonly to: number } | null {
  const from = rows.row(Math.max(shown.from, begin))?.at;
  const to = rows.row(Math.min(shown.end, end) - 1)?.at;
  return from === undefined || to === undefined ? null : { from, to };
}
