import type { Measured, RecordMeasuring } from '../../../../shared/model/recordForm.ts';
import type { RecordingInfo } from '../../../../shared/model/recording.ts';
import type { GetRow } from './getRow.ts';
import { everyRecord, rangesFrom, runIn, turnMs, type WantedRecords } from './wantedRecords.ts';

/** 10,000 records are added up at once: a millisecond. */
const mostAtOnce = 10_000;

const sizeSql = 'SELECT total(size) AS bytes FROM records WHERE seq BETWEEN ? AND ?';

interface MeasuredFile {
  readonly get: GetRow;
  readonly span: { readonly first: number; readonly last: number };
  readonly totals: () => Pick<RecordingInfo, 'bytesIn' | 'bytesOut'>;
}

/** Counts records, and adds up their bytes for some milliseconds. Call it within one transaction. */
export function measureRecords(
  { get, span, totals }: MeasuredFile,
  question: RecordMeasuring,
  wanted: WantedRecords,
): Measured {
  let ranges = rangesFrom(question.ranges, question.from, span);
  const records = ranges.reduce((sum, { from, to }) => sum + wanted.countIn(from, to), 0);
  if (wanted === everyRecord && records === span.last - span.first + 1) {
    const { bytesIn, bytesOut } = totals();
    return { records, bytes: bytesIn + bytesOut, next: null };
  }
  const endAtMs = performance.now() + turnMs;
  let bytes = 0;
  for (;;) {
    const run = runIn(ranges, wanted);
    if (!run) return { records, bytes, next: null };
    const end = run.from + Math.min(run.count, mostAtOnce);
    bytes += Number(get(sizeSql, run.from, end - 1)?.['bytes'] ?? 0);
    ranges = rangesFrom(ranges, end, span);
    if (performance.now() >= endAtMs) return { records, bytes, next: end };
  }
}
