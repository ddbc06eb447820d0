import type { Mark } from '../../../shared/model/mark.ts';
import { countBefore, type MarkList } from '../../../shared/model/markList.ts';
import type { Traffic } from '../../../shared/model/traffic.ts';

/** A mark in the chart: from one bucket to another, both included. */
export interface ChartMark {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
}

/** A bucket with records, and the number of its first one. */
interface Start {
  readonly bucket: number;
  readonly seq: number;
}

/** The marks of the records in the chart, in order: of those that begin in one bucket the first, since there is no room for more. */
export function chartMarksOf({ firstSeqs, endSeq }: Traffic, marks: MarkList): readonly ChartMark[] {
  const starts = firstSeqs.flatMap((seq, bucket): Start[] => (seq === null ? [] : [{ bucket, seq }]));
  const found: ChartMark[] = [];
  for (const [place, { bucket, seq }] of starts.entries()) {
    const next = countBefore(marks, seq);
    const reaching = place === 0 ? marks[next - 1] : undefined;
    const mark = reaching && reaching.to >= seq ? reaching : marks[next];
    if (!mark) break;
    if (mark.from < (starts[place + 1]?.seq ?? endSeq))
      found.push({ from: bucket, to: bucketOf(starts, mark.to), mark });
  }
  return found;
}

/** The mark that is drawn at a bucket; of several, the one that begins last. */
export function chartMarkAt(marks: readonly ChartMark[], bucket: number): ChartMark | null {
  return marks.findLast(({ from, to }) => from <= bucket && bucket <= to) ?? null;
}

function bucketOf(starts: readonly Start[], seq: number): number {
  return starts.findLast((start) => start.seq <= seq)?.bucket ?? 0;
}
