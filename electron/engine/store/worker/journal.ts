import { existsSync, rmSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** Takes the journal away that is kept beside a file while it is written. One that stays is an empty one and harmless. */
export function deleteJournal(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA journal_mode=DELETE');
  } catch {
    return;
  }
}

/** The journal of a file that is not there any more would keep its connection from reading what was committed. */
export function deleteOrphanedJournal(path: string): void {
  if (!existsSync(path)) rmSync(`${path}-journal`, { force: true });
}

/** What tells a file from another one that stands at the same path later; null where there is none that can be seen. */
export function inodeAt(path: string): number | null {
  try {
    return statSync(path).ino;
  } catch {
    return null;
  }
}
