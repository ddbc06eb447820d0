/**
 * The tables of a session file, version 5. Anyone may read them with any SQLite tool, so the names and texts are a public format:
 * a change to them raises `formatVersion`. A file is refused when its tables differ in one letter from those below: a view or a
 * generated column in their place would run code of the file's author.
 *
 * A table of `optionalTables` is made when it is first needed, in a file of any version: an older Wirebench reads the rest of the file as before,
 * and nothing else of it is touched.
 * - Version 4 has no `detail`, in records and in peers. It is read without migration.
 * - Version 3 has the tables of version 4; its `crc` cover `bytes` alone, and `meta` has no `sum`. It is read without migration.
 * - Version 2 has the tables of version 4, without the records `secured`, `waiting` and `changed`, without `facts`, and with fewer kinds and
 *   options in `endpoint`. It is read without migration.
 * - Version 1 has no `seconds` and no `crc`; `migrateRecording.ts` brings it up to version 3, with `crc` null where it wrote the record.
 */

/** “WBS1” in SQLite's `application_id`. */
export const applicationId = 0x57425331;

/** In SQLite's `user_version`. */
export const formatVersion = 5;

/** Eight formats beyond the present one: a file that claims a still later one was damaged there, not written by a newer Wirebench. */
export const latestPlausibleVersion = formatVersion + 8;

/** The version to which a version 1 file is migrated. */
export const migratedVersion = 3;

/** The oldest version whose checksums are of whole records (`recordSum.ts`), and of `meta` (`metaSum.ts`). */
export const oldestSummedVersion = 4;

/** The oldest version that is read without migration. */
export const oldestCurrentVersion = 2;

/** The oldest version with the tables below, including `detail`. */
export const oldestDetailedVersion = 5;

/** The oldest version that names the connection whose session was recorded. */
export const oldestConnectedVersion = 5;

/** 1 MiB: reading a window of a message of any size costs one piece, and no piece comes near SQLite's limit of 10⁹ bytes. */
export const pieceBytes = 1024 * 1024;

/** Above 4 KiB a record stores its preview beside its bytes, so that a page of rows never reads the overflow pages of long records. */
export const largestRecordWithoutPreview = 4096;

/** 64 KiB of note: a sentence and whatever a peer gave as its reason. */
export const largestNoteBytes = 65_536;

/**
 * - `meta` name · named (1 when a person gave it that name, or took the file in) · endpoint (JSON) · started_at · ended_at · url · facts
 *   (JSON: how a client got its connection, step by step, and what TLS agreed on; `shared/model/facts.ts`) · complete (0 or 1) · first (the
 *   number of the oldest record, where older ones were cut away) · connection (the id of the saved one, if any) · blanked (of a copy
 *   without secrets: in how many records there were any) · sum (`metaSum.ts`). Times in microseconds since the epoch, everywhere.
 * - `totals` one row, kept in the transaction of the records it counts. Like the other counts it covers the records in
 *   the file: those that are cut away are subtracted. `frames_in` and `frames_out` count payloads, the records that carry bytes: the
 *   columns keep the name that they began with, so that files of every version answer the same query.
 * - `seconds` the traffic of each second of the epoch that has a record; `first_seq` is the lowest number of its records.
 * - `peers` `opened_at` is the time of the peer's first record; `detail` (JSON: `peerDetailSchema` in `shared/model/recordDetail.ts`) its
 *   end on our side, and what its handshake said.
 * - `records` `seq` from 1, or from `first`, without gaps; `direction` is in, out or null; `size` of the whole in bytes; `detail` (JSON:
 *   `detailSchemas` there, by kind) what the note says in fields; `bytes` the first 1 MiB; `preview` the first 64 bytes where there are
 *   more than 4096; `crc` the checksum of the row (`recordSum.ts`). Rows below `first` are being deleted and count for nothing.
 * - `parts` the bytes after the first 1 MiB, in pieces of 1 MiB, `part` from 1; `crc` the CRC-32 (as in zlib) of `bytes`. Its key is an
 *   index of its own: searching a table WITHOUT ROWID would read whole pieces to compare their keys. Parts without a record belong to one
 *   that is on its way.
 */
export const tables: Readonly<Record<string, string>> = {
  meta: 'CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID',
  totals:
    'CREATE TABLE totals(records INTEGER NOT NULL, frames_in INTEGER NOT NULL, frames_out INTEGER NOT NULL, ' +
    'bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL) STRICT',
  seconds:
    'CREATE TABLE seconds(second INTEGER PRIMARY KEY, records INTEGER NOT NULL, frames_in INTEGER NOT NULL, ' +
    'frames_out INTEGER NOT NULL, bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL, first_seq INTEGER NOT NULL) STRICT',
  peers:
    'CREATE TABLE peers(id INTEGER PRIMARY KEY, address TEXT NOT NULL, detail TEXT, opened_at INTEGER, ' +
    'bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL) STRICT',
  records:
    'CREATE TABLE records(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, peer INTEGER, direction TEXT, ' +
    'kind TEXT NOT NULL, size INTEGER NOT NULL, note TEXT, detail TEXT, preview BLOB, bytes BLOB NOT NULL, crc INTEGER) STRICT',
  parts:
    'CREATE TABLE parts(seq INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, ' +
    'crc INTEGER, PRIMARY KEY(seq, part)) STRICT',
};

/**
 * `marks` what a person marked: records `first` to `last`, without overlaps; `colour` one of `markColours` (`shared/model/mark.ts`); `note` or
 * null; `at` when it was marked.
 */
export const optionalTables: Readonly<Record<'marks', string>> = {
  marks:
    'CREATE TABLE marks(first INTEGER PRIMARY KEY, last INTEGER NOT NULL, colour TEXT NOT NULL, note TEXT, ' +
    'at INTEGER NOT NULL) STRICT',
};

/** The tables as versions 2 to 4 made them. */
const tablesOfVersion4: Readonly<Record<string, string>> = {
  ...tables,
  peers:
    'CREATE TABLE peers(id INTEGER PRIMARY KEY, address TEXT NOT NULL, opened_at INTEGER, ' +
    'bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL) STRICT',
  records:
    'CREATE TABLE records(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, peer INTEGER, direction TEXT, ' +
    'kind TEXT NOT NULL, size INTEGER NOT NULL, note TEXT, preview BLOB, bytes BLOB NOT NULL, crc INTEGER) STRICT',
};

/** The tables as version 1 made them. */
const tablesOfVersion1: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(tablesOfVersion4).filter(([name]) => name !== 'seconds')),
  records:
    'CREATE TABLE records(seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, peer INTEGER, direction TEXT, ' +
    'kind TEXT NOT NULL, size INTEGER NOT NULL, note TEXT, preview BLOB, bytes BLOB NOT NULL) STRICT',
  parts:
    'CREATE TABLE parts(seq INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, ' +
    'PRIMARY KEY(seq, part)) STRICT',
};

/** The tables that a file of this version must have, letter by letter. */
export function tablesOf(version: number): Readonly<Record<string, string>> {
  if (version === 1) return tablesOfVersion1;
  return version < oldestDetailedVersion ? tablesOfVersion4 : tables;
}

/**
 * How a connection that writes is set up. A rollback journal suits an append-only log several times better than WAL, and leaves one file;
 * it persists so that a commit does not create and delete a file, and is cut back to 4 MiB when a large deletion has filled it. The cache
 * holds a whole transaction. Nothing waits for the disk during a recording (written data survives the end of this program all the same;
 * only a power failure may cost a file that was being written); a finished file is synced afterwards. `synchronous`
 * is set first, because the statements after it write to the new file already.
 */
export const writerPragmas =
  'PRAGMA synchronous=OFF; PRAGMA page_size=16384; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=PERSIST; PRAGMA journal_size_limit=4194304; ' +
  'PRAGMA cache_size=-16384; PRAGMA trusted_schema=OFF';

/** How a connection that reads a file of unknown origin is set up. */
export const readerPragmas =
  'PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA cache_size=-4096';
