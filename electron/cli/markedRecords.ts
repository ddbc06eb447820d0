import { largestMarkCount, type MarkLook } from '../../shared/model/mark.ts';
import { markAt, type MarkList } from '../../shared/model/markList.ts';
import type { RecordContent } from '../../shared/model/record.ts';
import type { RecordReader } from '../engine/store/store.ts';

/** A record as it is printed, with the mark that a person gave it. */
export interface MarkedRecord extends RecordContent {
  readonly mark?: MarkLook;
}

/** All marks of a recording. */
export async function readMarks(reader: RecordReader): Promise<MarkList> {
  const everything = { from: 1, to: Number.MAX_SAFE_INTEGER, count: largestMarkCount };
  return (await reader.marks(everything)).marks;
}

/** The records, each with its mark; the same list where nothing is marked. */
export function withMarks(records: readonly RecordContent[], marks: MarkList): readonly MarkedRecord[] {
  if (marks.length === 0) return records;
  return records.map((record) => {
    const mark = markAt(marks, record.seq);
    return mark ? { ...record, mark: { colour: mark.colour, note: mark.note } } : record;
  });
}
