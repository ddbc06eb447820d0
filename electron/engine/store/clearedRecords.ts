import type { Mark } from '../../../shared/model/mark.ts';

/**
 * All records of a file that was being written, `from` to `to`, that were deleted at once, with what they counted for. Their rows stay below
 * the file's first number until they come back or are swept away. Without records, `to` is `from - 1`.
 */
export interface ClearedRecords {
  readonly from: number;
  readonly to: number;
  /** The rows of `parts` that belong to them: where some are gone, the records cannot come back. */
  readonly parts: number;
  /** The row of `totals`, in the order of its columns. */
  readonly totals: readonly number[];
  /** The rows of `seconds`, in the order of its columns. */
  readonly seconds: readonly (readonly number[])[];
  /** Of each peer with traffic its number, and the bytes in and out. */
  readonly peers: readonly (readonly number[])[];
  readonly marks: readonly Mark[];
}
