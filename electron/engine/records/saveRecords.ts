import { writtenPieces, type WrittenSoFar } from '../../../shared/forms/writtenPieces.ts';
import type { RecordFormName, RecordRange } from '../../../shared/model/recordForm.ts';
import { savedPieces } from '../files/savedFile.ts';
import type { RecordQuery, RecordReader } from '../store/store.ts';

/** Writes records into a file of the person's, and tells after each piece how far it is. Rejects with a sentence. */
export function saveRecords(
  asked: Pick<RecordReader | RecordQuery, 'written'>,
  records: { readonly ranges: readonly RecordRange[]; readonly form: RecordFormName },
  path: string,
): AsyncGenerator<WrittenSoFar, void, undefined> {
  return savedPieces(
    path,
    writtenPieces((question) => asked.written(question), records),
  );
}
