import type { WrittenRecord } from '../../shared/forms/recordForm.ts';
import { largestMarkCount } from '../../shared/model/mark.ts';
import type { MarkList } from '../../shared/model/markList.ts';
import type { RecordContent } from '../../shared/model/record.ts';
import type { RecordReader } from '../engine/store/store.ts';

/** A record as it is printed, with the mark that a person gave it. */
export type MarkedRecord = RecordContent & WrittenRecord;

/** All marks of a recording. */
export async function readMarks(reader: RecordReader): Promise<MarkList> {
  const everything = { from: 1, to: Number.MAX_SAFE_INTEGER, count: largestMarkCount };
  return (await reader.marks(everything)).marks;
}
