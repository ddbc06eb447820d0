/** A suggestion: `insert` replaces the text from `from` to `to`, offsets in UTF-16 code units, `to` exclusive. */
export interface CompletionItem {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly insert: string;
  /** Where the cursor goes in `insert`: to its end, unless something is to be typed before it. */
  readonly caret: number;
  /** What it means, in a few words. */
  readonly detail: string;
}
