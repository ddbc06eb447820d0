import { damaged } from '../fileProblem.ts';
import { parseContent, type RowFile } from './fileRows.ts';
import { ContentsPack, largestPackBytes, type PackedContents } from '../packedContents.ts';
import { recordColumns } from './recordColumns.ts';
import { readStretch, type Statements } from './recordStretch.ts';
import { largestDetailBytes } from '../../../../shared/model/recordDetail.ts';
import { largestNoteBytes, oldestDetailedVersion } from '../schema.ts';

/** 4 KiB per record on average: with longer records, their bytes cost more than their number. */
const longestAtOnce = 4096;

const inStretch = 'FROM records WHERE seq >= ? AND seq <= ?';

function rowsSql(version: number): string {
  return `SELECT ${recordColumns(version).content} ${inStretch} ORDER BY seq`;
}

function roomSql(version: number): string {
  const detail = version < oldestDetailedVersion ? 'NULL' : 'octet_length(detail)';
  return (
    `SELECT count(*) AS records, max(octet_length(note)) AS note, max(${detail}) AS detail, ` +
    `total(octet_length(bytes)) + total(octet_length(note)) + total(${detail}) AS bytes ${inStretch}`
  );
}

/**
 * Records `begin` to `end` with at most `windowBytes` of their bytes, each verified to be what was recorded; fewer where they are large
 * together. Throws at the first record if that is damaged; otherwise stops before a damaged one.
 */
export function readContents(
  statements: Statements,
  file: RowFile,
  begin: number,
  end: number,
  windowBytes: number,
): PackedContents {
  return (
    readAtOnce(statements, file, begin, end, windowBytes) ??
    readRows(statements, file, begin, end, windowBytes)
  );
}

/** Null where something is wrong with one of them: reading row by row then returns all records before it, and says what is wrong. */
function readAtOnce(
  statements: Statements,
  file: RowFile,
  begin: number,
  end: number,
  windowBytes: number,
): PackedContents | null {
  try {
    const count = countAtOnce(statements(roomSql(file.version)).get(begin, end) ?? {}, end - begin + 1);
    return count === 0 ? null : readStretch(statements, file, begin, count, windowBytes);
  } catch {
    return null;
  }
}

/** How many of the small records fit into 1 MiB together; 0 where they are large, or where some are missing. */
function countAtOnce({ records, note, detail, bytes }: Record<string, unknown>, expected: number): number {
  if (records !== expected || typeof bytes !== 'number' || bytes > expected * longestAtOnce) return 0;
  if (typeof note === 'number' && note > largestNoteBytes) return 0;
  if (typeof detail === 'number' && detail > largestDetailBytes) return 0;
  return bytes <= largestPackBytes ? expected : Math.ceil((expected * largestPackBytes) / bytes);
}

function readRows(
  statements: Statements,
  file: RowFile,
  begin: number,
  end: number,
  windowBytes: number,
): PackedContents {
  const pack = new ContentsPack();
  try {
    for (const row of statements(rowsSql(file.version)).iterate(begin, end)) {
      pack.add(parseContent(file, row, begin + pack.count), windowBytes);
      if (pack.isFull) return pack.finish();
    }
    if (begin + pack.count > end) return pack.finish();
    throw damaged(file.path, `record number ${begin + pack.count} is missing`);
  } catch (error) {
    if (pack.count === 0) throw error;
    return pack.finish();
  }
}
