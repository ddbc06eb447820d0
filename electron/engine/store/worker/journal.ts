import { existsSync, rmSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** Deletes the journal that SQLite keeps beside a file while it is written. If one stays, it is empty and harmless. */
export function deleteJournal(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA journal_mode=DELETE');
  } catch {
    return;
  }
}

/** The journal of a file that is gone would keep its connection from reading the committed records. */
export function deleteOrphanedJournal(path: string): void {
  if (!existsSync(path)) rmSync(`${path}-journal`, { force: true });
}

/** Distinguishes a file from another one at the same path later; null where there is no visible file. */
export function inodeAt(path: string): number | null {
  try {
    return statSync(path).ino;
  } catch {
    return null;
  }
}
