import { codeOf, messageOf } from '../../shared/base/errors.ts';
import type { WrittenRecord } from '../../shared/forms/recordForm.ts';
import { largestMarkCount } from '../../shared/model/mark.ts';
import type { MarkList } from '../../shared/model/markList.ts';
import type { RecordContent } from '../../shared/model/record.ts';
import type { RecordReader } from '../engine/store/store.ts';

/** A record as it is printed, with the mark that a person gave it. */
export type MarkedRecord = RecordContent & WrittenRecord;

/** All marks of a recording. A file may be sound but for them: `problem` says so, in a sentence. */
export async function readMarks(
  reader: RecordReader,
): Promise<{ readonly marks: MarkList; readonly problem: string | null }> {
  const everything = { from: 1, to: Number.MAX_SAFE_INTEGER, count: largestMarkCount };
  try {
    return { marks: (await reader.marks(everything)).marks, problem: null };
  } catch (error) {
    if (codeOf(error) !== 'BAD_REQUEST') throw error;
    return { marks: [], problem: messageOf(error) };
  }
}
