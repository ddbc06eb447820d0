import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import { largestMarkCount } from '../../../../shared/model/mark.ts';
import { optionalTables } from '../schema.ts';
import type { ClearedRecords } from '../clearedRecords.ts';
import { hasMarkTable, readMarks } from './markReads.ts';

const addSecondSql =
  'INSERT INTO seconds VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(second) DO UPDATE SET records = records + excluded.records, ' +
  'frames_in = frames_in + excluded.frames_in, frames_out = frames_out + excluded.frames_out, ' +
  'bytes_in = bytes_in + excluded.bytes_in, bytes_out = bytes_out + excluded.bytes_out, first_seq = excluded.first_seq';

/** Subtracts all records, from `first` on, from the counts of a file; the transaction is the caller's. Returns what they counted for. */
export function takeCounts(database: DatabaseSync, path: string, first: number): ClearedRecords {
  const last = database.prepare('SELECT max(seq) AS last FROM records').get()?.['last'];
  const to = Math.max(first - 1, Number(last ?? 0));
  const cleared = {
    from: first,
    to,
    parts: partsWithin(database, first, to),
    totals: numbers(database, 'SELECT * FROM totals')[0] ?? [],
    seconds: numbers(database, 'SELECT * FROM seconds'),
    peers: numbers(database, 'SELECT id, bytes_in, bytes_out FROM peers WHERE bytes_in + bytes_out > 0'),
    marks: readMarks(database, path, { from: first, to, count: largestMarkCount }).marks,
  };
  database.exec(
    'UPDATE totals SET records = 0, frames_in = 0, frames_out = 0, bytes_in = 0, bytes_out = 0; ' +
      'DELETE FROM seconds; UPDATE peers SET bytes_in = 0, bytes_out = 0',
  );
  return cleared;
}

/** Counts them again, and puts their marks back; the transaction is the caller's, and the file begins with them already. */
export function returnCounts(
  database: DatabaseSync,
  { totals, seconds, peers, marks }: ClearedRecords,
): void {
  run(
    database,
    'UPDATE totals SET records = records + ?, frames_in = frames_in + ?, frames_out = frames_out + ?, ' +
      'bytes_in = bytes_in + ?, bytes_out = bytes_out + ?',
    [totals],
  );
  run(database, addSecondSql, seconds);
  run(database, 'UPDATE peers SET bytes_in = bytes_in + ?2, bytes_out = bytes_out + ?3 WHERE id = ?1', peers);
  if (marks.length === 0) return;
  if (!hasMarkTable(database)) database.exec(optionalTables.marks);
  const rows = marks.map(({ from, to, colour, note, at }) => [from, to, colour, note, at]);
  run(database, 'INSERT INTO marks VALUES(?, ?, ?, ?, ?)', rows);
}

/** Throws NOT_FOUND unless they are all there, right before the `first` record of the file. */
export function requireWhole(
  database: DatabaseSync,
  first: number,
  { from, to, parts }: ClearedRecords,
): void {
  if (first > to + 1 && hasRecord(database, to + 1))
    throw new WirebenchError('WRONG_STATE', 'Bring back first what was deleted after these records.');
  if (first === to + 1 && hasRecord(database, from) && partsWithin(database, from, to) === parts) return;
  throw new WirebenchError(
    'NOT_FOUND',
    'These records are gone for good: newer ones needed their room, or their recording was copied.',
  );
}

function hasRecord(database: DatabaseSync, seq: number): boolean {
  return database.prepare('SELECT 1 FROM records WHERE seq = ?').get(seq) !== undefined;
}

function partsWithin(database: DatabaseSync, from: number, to: number): number {
  const found = database.prepare('SELECT count(*) AS count FROM parts WHERE seq >= ? AND seq <= ?');
  return Number(found.get(from, to)?.['count']);
}

/** Columns of integers, row by row. */
function numbers(database: DatabaseSync, sql: string): number[][] {
  return database
    .prepare(sql)
    .all()
    .map((row) => Object.values(row).map(Number));
}

function run(database: DatabaseSync, sql: string, rows: readonly (readonly SQLInputValue[])[]): void {
  const statement = database.prepare(sql);
  for (const values of rows) statement.run(...values);
}
