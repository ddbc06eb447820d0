import { fail, ok, type Result } from '../base/result.ts';
import { longestImportList } from '../model/importReport.ts';
import { importFileOf } from './importFiles.ts';
import type { ImportContext, ImportedCollection, ImportFile, RawImportFile } from './importedTree.ts';
import { NoteList } from './noteList.ts';
import { readCollection } from './readCollection.ts';

/**
 * Reads the files of a collection. Of several, one that cannot be read is listed, and the others are read; one alone is a problem, in a
 * sentence.
 */
export function readFiles(
  raw: readonly RawImportFile[],
  context: ImportContext,
): Result<ImportedCollection, string> {
  const files: ImportFile[] = [];
  const unread = new NoteList();
  for (const each of raw) {
    const read = importFileOf(each);
    if (read.ok) files.push(read.value);
    else if (raw.length === 1) return read;
    else unread.add(each.path, read.problem);
  }
  const { notes, count } = unread.finish();
  const [first] = notes;
  if (first && files.length === 0) return fail(`${first.item}: ${first.text}`);
  const read = readCollection(files, context);
  if (!read.ok || count === 0) return read;
  const { left } = read.value;
  const together = [...notes, ...left.notes].slice(0, longestImportList);
  return ok({ ...read.value, left: { notes: together, count: count + left.count } });
}
