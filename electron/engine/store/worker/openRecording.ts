import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import { damaged, isBusy, onFile, readOnlyRollback, sqliteCodeOf } from '../fileProblem.ts';
import { RecordingReads } from './recordingReads.ts';
import {
  applicationId,
  formatVersion,
  latestPlausibleVersion,
  optionalTables,
  readerPragmas,
  tablesOf,
} from '../schema.ts';

/** 2 s: a program that holds the file for a commit releases it within that time; one that does not is reported. */
const busyTimeoutMs = 2000;

/** 5 MiB: no cell that Wirebench writes is larger, and a crafted one must not fill the memory. */
const largestCellBytes = 5 * 1024 * 1024;

/** A file that passed all checks. The caller closes the database. */
export interface OpenedRecording {
  readonly database: DatabaseSync;
  readonly reads: RecordingReads;
  /** Below `oldestCurrentVersion` it has no `seconds` and no sums yet: only its facts and rows can be read. */
  readonly version: number;
}

/**
 * Opens a session file of unknown origin, without changing a byte of it. One exception: where a program was killed in the middle of a
 * transaction, SQLite's journal beside the file says what must be undone before anything can be read, and that is undone.
 */
export function openRecording(path: string): OpenedRecording {
  return onFile(path, () => {
    checkHeader(path, readHeader(path));
    const database = connect(path);
    try {
      checkLength(path, database);
      const version = versionOf(database);
      checkTables(path, database, version);
      const reads = new RecordingReads(database, path, version);
      reads.check();
      return { database, reads, version };
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/**
 * Opens a file that this process is writing, to read it beside the writer. It is ours, so nothing is checked; and nothing but SQLite may
 * open it: closing any other descriptor of a file drops all locks that this process has on it (fcntl(2)), the writer's as well. Never waits
 * for a lock: a statement that finds one throws at once, and must be tried again.
 */
export function openLiveRecording(path: string): OpenedRecording {
  return onFile(path, () => {
    const database = connectReadOnly(path, 0);
    return { database, reads: new RecordingReads(database, path, formatVersion), version: formatVersion };
  });
}

/**
 * From now on another program's lock is reported at once, as for a live recording: a worker that reads for many retries instead of blocking
 * its thread.
 */
export function neverWait({ database }: OpenedRecording): void {
  database.exec('PRAGMA busy_timeout=0');
}

/** Throws for a file that another program is writing right now: its pages are not the whole of it. */
export function requireUnlocked(path: string): void {
  try {
    openRecording(path).database.close();
  } catch (error) {
    if (error instanceof WirebenchError && isBusy(error.cause)) throw error;
  }
}

/**
 * The first 100 bytes (sqlite.org/fileformat2.html, section 1.3). They are checked before SQLite opens the file: it would open a pipe or a
 * device, too.
 */
function readHeader(path: string): DataView {
  if (!statSync(path).isFile()) throw notARecording(path, 'It is not a file');
  const header = new Uint8Array(100);
  const descriptor = openSync(path, 'r');
  try {
    const length = readSync(descriptor, header, 0, header.length, 0);
    if (length === 0) throw notARecording(path, 'It is empty');
    return new DataView(header.buffer, 0, length);
  } finally {
    closeSync(descriptor);
  }
}

const magic = new TextEncoder().encode('SQLite format 3\0');

function checkHeader(path: string, header: DataView): void {
  const isSqlite = header.byteLength === 100 && magic.every((byte, at) => header.getUint8(at) === byte);
  if (!isSqlite || header.getUint32(68) !== applicationId) {
    throw notARecording(path, isSqlite ? 'Another program made this database' : 'It is another kind of file');
  }
  const version = header.getUint32(60);
  if (version < 1) throw damaged(path, 'it has no version');
  if (version > latestPlausibleVersion) throw damaged(path, `there is no format ${version}`);
  if (version > formatVersion) {
    throw new WirebenchError(
      'BAD_REQUEST',
      `“${path}” was written by a newer Wirebench (format ${version}; this one reads up to ${formatVersion}). Open it with that version.`,
    );
  }
  if (header.getUint8(18) !== 1 || header.getUint8(19) !== 1) {
    throw new WirebenchError(
      'BAD_REQUEST',
      `“${path}” was switched to a write-ahead log by another program. Set it back there: PRAGMA journal_mode=DELETE.`,
    );
  }
}

function notARecording(path: string, why: string): WirebenchError {
  return new WirebenchError(
    'BAD_REQUEST',
    `“${path}” is not a Wirebench recording. ${why}. Choose a .wbs file.`,
  );
}

function connect(path: string): DatabaseSync {
  try {
    return connectReadOnly(path);
  } catch (error) {
    if (sqliteCodeOf(error) !== readOnlyRollback) throw error;
  }
  undoLeftOver(path);
  return connectReadOnly(path);
}

function connectReadOnly(path: string, timeoutMs = busyTimeoutMs): DatabaseSync {
  const database = new DatabaseSync(path, {
    readOnly: true,
    defensive: true,
    timeout: timeoutMs,
    limits: { length: largestCellBytes },
  });
  try {
    database.exec(readerPragmas);
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Rolls the journal back, by the first read of a connection that may write. */
function undoLeftOver(path: string): void {
  connectToWrite(path).close();
}

/** For a file that has passed the checks, or is about to. */
export function connectToWrite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { defensive: true, timeout: busyTimeoutMs });
  try {
    database.exec('PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The file's `user_version`, within the open transaction, if there is one. */
export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** SQLite itself reads the missing end of a page as zeros. */
function checkLength(path: string, database: DatabaseSync): void {
  const pages = database
    .prepare('SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size')
    .get();
  const { size } = statSync(path);
  if (size < Number(pages?.['size'])) throw damaged(path, 'its end is cut off');
}

/** Tables of the same names with other columns, views in their place, and triggers would all run what the file's author wrote. */
function checkTables(path: string, database: DatabaseSync, version: number): void {
  const active = database.prepare("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') LIMIT 1");
  if (active.get()) throw damaged(path, 'another program has put triggers or views into it');
  const find = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ? LIMIT 1");
  const isOther = (name: string, sql: string, found: unknown): void => {
    if (found !== sql) throw damaged(path, `it has no table “${name}” as Wirebench makes it`);
  };
  for (const [name, sql] of Object.entries(tablesOf(version))) isOther(name, sql, find.get(name)?.['sql']);
  for (const [name, sql] of Object.entries(optionalTables))
    isOther(name, sql, find.get(name)?.['sql'] ?? sql);
}
