import { markAt, type MarkList } from '../model/markList.ts';
import type { RecordContent } from '../model/record.ts';
import type { WrittenRecord } from './recordForm.ts';

/** The records, each with its mark; the same list where nothing is marked. */
export function withMarks(
  records: readonly RecordContent[],
  marks: MarkList,
): readonly (RecordContent & WrittenRecord)[] {
  if (marks.length === 0) return records;
  return records.map((record) => {
    const mark = markAt(marks, record.seq);
    return mark ? { ...record, mark: { colour: mark.colour, note: mark.note } } : record;
  });
}
