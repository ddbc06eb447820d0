import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/** Makes a file of this version one of an older version: without details, with sums of the bytes alone, and none of `meta`. */
export function asVersion(path: string, version: 2 | 3): void {
  using database = new DatabaseSync(path);
  database.exec('BEGIN');
  const set = database.prepare('UPDATE records SET crc = ? WHERE seq = ?');
  for (const { seq, bytes } of database.prepare('SELECT seq, bytes FROM records').all()) {
    if (bytes instanceof Uint8Array) set.run(crc32(bytes), Number(seq));
  }
  database.exec('ALTER TABLE records DROP COLUMN detail; ALTER TABLE peers DROP COLUMN detail');
  database.exec(`DELETE FROM meta WHERE key = 'sum'; PRAGMA user_version=${version}; COMMIT`);
}
