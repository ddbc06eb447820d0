/** The records that are not shown: those before a number. `until` is when the last of them happened, in µs since the epoch, if it is known. */
export interface HiddenRecords {
  readonly before: number;
  readonly until: number | null;
}

export const nothingHidden: HiddenRecords = { before: 1, until: null };
