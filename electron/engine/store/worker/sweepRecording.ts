import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connectToWrite, type OpenedRecording } from './openRecording.ts';
import { RecordingCuts } from './recordingCuts.ts';

/** 256 free pages, 4 MiB, are not worth writing to a file for: a recording that was kept within a limit ends with as many. */
const sparePages = 256;

/**
 * Finishes what a cut left undone in a finished file, because its recording ended or its program was killed first: deletes the rows that no
 * longer count, and gives their space back to the disk. A portion takes a few milliseconds, and the time the disk needs to keep it; the
 * next one follows while `isWanted`. The rows from `kept` on stay: they may come back. Never rejects: only disk space is at stake, so a file that is locked or cannot be written stays
 * unchanged until it is opened again. Parts of a record that never came stay, too: another program may be writing it.
 */
export async function sweepRecording(
  opened: OpenedRecording,
  path: string,
  { isWanted, kept }: { readonly isWanted: () => boolean; readonly kept: number | null },
): Promise<void> {
  let database: DatabaseSync | null = null;
  try {
    if (!hasRemains(opened.database)) return;
    database = connectToWrite(path);
    // This thread itself may hold the lock, so never wait for it.
    database.exec('PRAGMA busy_timeout=0');
    const cuts = new RecordingCuts(database);
    if (kept !== null) cuts.keepFrom(kept);
    for (let more = true; more && isWanted(); await nextTurn()) more = sweepPortion(database, cuts);
  } catch {
    // The next reader to open the file tries again.
  } finally {
    database?.close();
  }
}

/** The file has passed the checks: its counts agree with its first number, so a damaged number deletes nothing. */
function hasRemains(database: DatabaseSync): boolean {
  const { first } = new RecordingCuts(database);
  const dead = database.prepare('SELECT 1 FROM records WHERE seq < ? LIMIT 1').get(first);
  return dead !== undefined || (pragma(database, 'auto_vacuum') === 2 && freePages(database) > sparePages);
}

/** False when nothing is left to do, or when the free pages do not become fewer. */
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
