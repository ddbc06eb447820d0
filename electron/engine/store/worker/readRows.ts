import type { RecordRow } from '../../../../shared/model/record.ts';
import { damaged } from '../fileProblem.ts';
import { parseRow, type RowFile } from './fileRows.ts';
import { recordColumns, rowOf } from './recordColumns.ts';

/** The values of a row in the order of the columns. */
export type Values = readonly unknown[];

/** `count` rows from `begin` on, as far as `last`. Throws where one of them is missing. */
export function readRows(
  arrays: (sql: string, ...values: number[]) => Values[],
  file: RowFile,
  { begin, last, count }: { readonly begin: number; readonly last: number; readonly count: number },
): RecordRow[] {
  if (count === 0) return [];
  const sql = `SELECT ${recordColumns(file.version).row} FROM records WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?`;
  const found = arrays(sql, begin, Math.min(last, begin + count - 1), count);
  const rows = found.map((row, index): RecordRow => parseRow(file, rowOf(row), begin + index));
  if (rows.length === Math.max(0, Math.min(count, last - begin + 1))) return rows;
  throw damaged(file.path, `records after number ${begin + rows.length - 1} are missing`);
}
