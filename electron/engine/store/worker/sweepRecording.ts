import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connectToWrite, type OpenedRecording } from './openRecording.ts';
import { RecordingCuts } from './recordingCuts.ts';

/** 256 free pages, 4 MiB, are not worth writing to a file for: one that was kept within a limit ends with as many. */
const sparePages = 256;

/**
 * Goes on with what a cut left behind in a finished file, because its recording ended or its program was killed first: deletes the rows
 * that do not count any more, and gives their room back to the disk. A portion takes a few milliseconds, and what the disk needs to keep
 * it; there is a next one while `isWanted`. Never rejects: it is about room only, so a file that is locked or cannot be written stays as
 * it is until it is opened again. Parts of a record that never came stay, too: another program may be writing it.
 */
export async function sweepRecording(
  opened: OpenedRecording,
  path: string,
  isWanted: () => boolean,
): Promise<void> {
  let database: DatabaseSync | null = null;
  try {
    if (!hasRemains(opened.database)) return;
    database = connectToWrite(path);
    // A lock may be one that this thread holds, and is not waited for.
    database.exec('PRAGMA busy_timeout=0');
    const cuts = new RecordingCuts(database);
    for (let more = true; more && isWanted(); await nextTurn()) more = sweepPortion(database, cuts);
  } catch {
    // The next who opens it tries again.
  } finally {
    database?.close();
  }
}

/** The file has passed the checks: its counts agree with its first number, so nothing is deleted because that was damaged. */
function hasRemains(database: DatabaseSync): boolean {
  const { first } = new RecordingCuts(database);
  const dead = database.prepare('SELECT 1 FROM records WHERE seq < ? LIMIT 1').get(first);
  return dead !== undefined || (pragma(database, 'auto_vacuum') === 2 && freePages(database) > sparePages);
}

/** False when there is nothing more to do; pages that do not become fewer are left alone. */
function sweepPortion(database: DatabaseSync, cuts: RecordingCuts): boolean {
  database.exec('BEGIN IMMEDIATE');
  const before = freePages(database);
  const isMore = cuts.sweep() || (cuts.vacuum(0) && freePages(database) < before);
  database.exec('COMMIT');
  return isMore;
}

function freePages(database: DatabaseSync): number {
  return pragma(database, 'freelist_count');
}

function pragma(database: DatabaseSync, name: 'auto_vacuum' | 'freelist_count'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
