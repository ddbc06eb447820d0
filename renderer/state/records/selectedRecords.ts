import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordRange } from '../../../shared/model/recordForm.ts';
import { recordsOfRanges } from './itemRanges.ts';
import type { MatchList } from './matchList.ts';
import type { RecordView } from './recordView.ts';

/** What is selected in a list, as the engine is asked for it. A part of a record stands for the record that it begins in. */
export interface SelectedRecords {
  readonly source: RecordSource;
  /** In order, as far as there are records. */
  readonly ranges: readonly RecordRange[];
  /** Only these matches are meant; null for every record in the ranges. */
  readonly matches: MatchList | null;
  /** How many records there are in the ranges, listed or not. */
  readonly spanned: number;
}

/** Null where nothing is selected. A single record is selected whether or not a filter lists it. */
export function selectedRecords({
  source,
  store,
  filter,
}: Pick<RecordView, 'source' | 'store' | 'filter'>): SelectedRecords | null {
  const { ranges: items, isFiltered, first, last } = store.getState();
  const ranges = recordsOfRanges(items)
    .map(({ from, to }) => ({ from: Math.max(from, first), to: Math.min(to, last) }))
    .filter(({ from, to }) => from <= to);
  if (ranges.length === 0) return null;
  const spanned = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return { source, ranges, matches: isFiltered && spanned > 1 ? filter.matches : null, spanned };
}

/** A single record, selected or not. */
export function recordAlone(source: RecordSource, seq: number): SelectedRecords {
  return { source, ranges: [{ from: seq, to: seq }], matches: null, spanned: 1 };
}
