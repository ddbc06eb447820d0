import type { RecordRange } from '../../../../shared/model/recordForm.ts';
import type { Run } from './runsOf.ts';

/** Which records of a file are wanted, among those of some ranges. */
export interface WantedRecords {
  /** The next of them from a number on, up to another, that follow each other; null where there are none. */
  runAt(from: number, to: number): Run | null;
  /** How many there are from a number to another, both included. */
  countIn(from: number, to: number): number;
}

export const everyRecord: WantedRecords = {
  runAt: (from, to) => (from > to ? null : { from, count: to - from + 1 }),
  countIn: (from, to) => to - from + 1,
};

/** 6 ms, as a turn of a search: others wait for the same thread. */
export const turnMs = 6;

/** The ranges from a number on, as far as there are records. */
export function rangesFrom(
  ranges: readonly RecordRange[],
  from: number,
  { first, last }: { readonly first: number; readonly last: number },
): readonly RecordRange[] {
  return ranges
    .map((range) => ({ from: Math.max(range.from, from, first), to: Math.min(range.to, last) }))
    .filter((range) => range.from <= range.to);
}

/** The next wanted records in the ranges, that follow each other; null where there are none. */
export function runIn(ranges: readonly RecordRange[], wanted: WantedRecords): Run | null {
  for (const { from, to } of ranges) {
    const run = wanted.runAt(from, to);
    if (run) return run;
  }
  return null;
}
