import { DatabaseSync } from 'node:sqlite';
import { head } from './storeFixture.ts';

/** The tables of a session file, letter by letter as version 1 made them. */
const tables = [
  'CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE totals(records INTEGER NOT NULL, frames_in INTEGER NOT NULL, frames_out INTEGER NOT NULL, bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL) STRICT',
  'CREATE TABLE peers(id INTEGER PRIMARY KEY, address TEXT NOT NULL, opened_at INTEGER, bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL) STRICT',
  'CREATE TABLE records(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, peer INTEGER, direction TEXT, kind TEXT NOT NULL, size INTEGER NOT NULL, note TEXT, preview BLOB, bytes BLOB NOT NULL) STRICT',
  'CREATE TABLE parts(seq INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(seq, part)) STRICT',
];

const pieceBytes = 1024 * 1024;

/**
 * Writes a finished file of version 1: an event, then payloads of these bytes, one each half second, in and out by turns.
 */
export function writeVersionOne(path: string, payloads: readonly Uint8Array[]): void {
  using database = new DatabaseSync(path);
  database.exec('PRAGMA page_size=16384; PRAGMA application_id=1463964465; PRAGMA user_version=1; BEGIN');
  for (const table of tables) database.exec(table);
  const meta = database.prepare('INSERT INTO meta VALUES(?, ?)');
  meta.run('name', head.name);
  // As it was written before there were other options.
  const { kind, address } = head.endpoint;
  meta.run(
    'endpoint',
    JSON.stringify({ kind, address, connectTimeoutMs: 10_000, whenDiskFails: 'continue' }),
  );
  meta.run('started_at', head.startedAt);
  meta.run('ended_at', head.startedAt + 1);
  meta.run('complete', 1);
  const record = database.prepare('INSERT INTO records VALUES(?, ?, ?, ?, ?, ?, NULL, ?, ?)');
  const part = database.prepare('INSERT INTO parts VALUES(?, ?, ?)');
  record.run(1, head.startedAt, null, null, 'opened', 0, null, new Uint8Array(0));
  const sums = { in: [0, 0], out: [0, 0] } satisfies Record<string, [number, number]>;
  for (const [index, bytes] of payloads.entries()) {
    const seq = index + 2;
    const direction = index % 2 === 0 ? 'in' : 'out';
    const preview = bytes.length > 4096 ? bytes.subarray(0, 64) : null;
    const at = head.startedAt + index * 500_000;
    record.run(seq, at, 1, direction, 'data', bytes.length, preview, bytes.subarray(0, pieceBytes));
    for (let from = pieceBytes; from < bytes.length; from += pieceBytes) {
      part.run(seq, from / pieceBytes, bytes.subarray(from, from + pieceBytes));
    }
    sums[direction][0] += 1;
    sums[direction][1] += bytes.length;
  }
  const [payloadsIn, bytesIn] = sums.in;
  const [payloadsOut, bytesOut] = sums.out;
  database
    .prepare('INSERT INTO totals VALUES(?, ?, ?, ?, ?)')
    .run(payloads.length + 1, payloadsIn, payloadsOut, bytesIn, bytesOut);
  database
    .prepare('INSERT INTO peers VALUES(1, ?, ?, ?, ?)')
    .run('127.0.0.1:9000', head.startedAt, bytesIn, bytesOut);
  database.exec('COMMIT');
}
