import type { DatabaseSync } from 'node:sqlite';
import { crcOf } from '../crc.ts';

/** The key of the row that holds the sum of the others. */
export const metaSumKey = 'sum';

const encoder = new TextEncoder();

/**
 * The checksum of the `meta` table, from version 4 of the format on: the CRC-32 of every other row in the order of the keys, as key, NUL,
 * value as text, NUL.
 */
function metaSumOf(rows: readonly Record<string, unknown>[]): number {
  const texts = rows
    .map(({ key, value }): [string, string] => [String(key), String(value)])
    .filter(([key]) => key !== metaSumKey)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return texts.reduce((sum, [key, value]) => crcOf(encoder.encode(`${key}\0${value}\0`), sum), 0);
}

/** Whether the sum among the rows is that of the others. */
export function hasRightSum(rows: readonly Record<string, unknown>[]): boolean {
  return rows.find(({ key }) => key === metaSumKey)?.['value'] === metaSumOf(rows);
}

/** To be called in the transaction that has changed the table. A file of an older version has no sum, and gets none. */
export function sealMeta(database: DatabaseSync): void {
  const rows = database.prepare('SELECT key, value FROM meta').all();
  database.prepare('UPDATE meta SET value = ? WHERE key = ?').run(metaSumOf(rows), metaSumKey);
}
