import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import { fileProblem, reasonOf } from '../fileProblem.ts';
import { connectToWrite, versionOf } from './openRecording.ts';
import { isPayloadSql as isPayload, secondSql } from './countSql.ts';
import { migratedVersion, tables } from '../schema.ts';

/** 20,000 records are counted in some 10 ms; then other readers get their turn. */
const recordsAtATime = 20_000;

const columnsSql = 'ALTER TABLE records ADD COLUMN crc INTEGER; ALTER TABLE parts ADD COLUMN crc INTEGER';

const secondsSql =
  `INSERT INTO seconds SELECT ${secondSql}, count(*), ` +
  `sum(${isPayload} AND direction = 'in'), sum(${isPayload} AND direction = 'out'), ` +
  `sum(iif(${isPayload} AND direction = 'in', size, 0)), sum(iif(${isPayload} AND direction = 'out', size, 0)), ` +
  'min(seq) FROM records WHERE seq >= ? AND seq < ? GROUP BY 1 ' +
  'ON CONFLICT(second) DO UPDATE SET records = records + excluded.records, ' +
  'frames_in = frames_in + excluded.frames_in, frames_out = frames_out + excluded.frames_out, ' +
  'bytes_in = bytes_in + excluded.bytes_in, bytes_out = bytes_out + excluded.bytes_out';

/**
 * Brings a version 1 file, which has passed the checks, up to version 3, in one transaction: an interruption changes nothing. Rejects with
 * a sentence when the file cannot be written. Its records stay unchanged, and have no sums. It counts as named: version 1 did not say, and
 * a file that a person may have named is never deleted automatically.
 */
export async function migrateRecording(path: string): Promise<void> {
  let database: DatabaseSync | null = null;
  try {
    database = connectToWrite(path);
    await migrate(database);
  } catch (error) {
    throw refusal(error, path);
  } finally {
    database?.close();
  }
}

async function migrate(database: DatabaseSync): Promise<void> {
  database.exec('BEGIN IMMEDIATE');
  // Another program may have migrated it since it was checked.
  if (versionOf(database) !== 1) return;
  database.exec(columnsSql);
  database.exec(tables['seconds'] ?? '');
  const last = Number(database.prepare('SELECT max(seq) AS last FROM records').get()?.['last'] ?? 0);
  const count = database.prepare(secondsSql);
  for (let from = 1; from <= last; from += recordsAtATime) {
    count.run(from, from + recordsAtATime);
    await nextTurn();
  }
  database.exec(
    `INSERT OR IGNORE INTO meta VALUES('named', 1); PRAGMA user_version=${migratedVersion}; COMMIT`,
  );
}

function refusal(error: unknown, path: string): unknown {
  const reason = reasonOf(error);
  if (reason !== 'read-only' && reason !== 'forbidden' && reason !== 'missing')
    return fileProblem(error, path);
  return new WirebenchError(
    'BAD_REQUEST',
    `“${path}” was written by an older Wirebench and has to be brought up to date before it is opened, but it or its folder is ` +
      'read-only. Make them writable, or open a copy in another folder.',
    { cause: error },
  );
}
