import type { StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { ItemId } from './itemId.ts';

export interface RowListState {
  /** False until the engine has said how many rows there are. */
  readonly isLoaded: boolean;
  /** The index of the oldest row, and the one behind the newest. Both only grow: what is cut away is at the front. */
  readonly begin: number;
  readonly end: number;
  /** True once a row of a second peer was seen. */
  readonly hasSeveralPeers: boolean;
  /** A sentence: why rows are missing. */
  readonly problem: string | null;
  /** Grows whenever `row` may give something else. */
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

/** Rows of a timeline, of which those on the screen are here. A row keeps its index for ever. */
export interface RowList<State extends RowListState = RowListState> extends Disposable {
  readonly store: StoreApi<State>;
  /** The row, if it is here. */
  row(index: number): RecordRow | undefined;
  /** What the row stands for; null while that is not known. */
  itemAt(index: number): ItemId | null;
  /** Says which rows are on the screen, `end` exclusive; those that are not here are asked for. */
  show(from: number, end: number): void;
  /** A row that is wanted besides those on the screen. */
  wantRow(index: number | null): void;
  /** Asks again after a problem. */
  retry(): void;
}

/** What a row stands for: each is a whole record. */
export function itemOfRow(row: RecordRow): ItemId {
  return row.seq;
}

/** Whether a row of a second peer is among these. */
export function haveSeveralPeers(rows: readonly RecordRow[]): boolean {
  return rows.some(({ peer }) => peer !== null && peer > 1);
}
