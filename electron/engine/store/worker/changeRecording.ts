import type { DatabaseSync } from 'node:sqlite';
import { WirebenchError } from '../../../../shared/base/errors.ts';
import { fileProblem, reasonOf } from '../fileProblem.ts';
import { sealMeta } from './metaSum.ts';
import { connectToWrite, openRecording } from './openRecording.ts';

/** A change of a session file that a person asks for; its transaction is the caller's. */
export type FileChange<Answer> = (database: DatabaseSync) => Answer;

/** Changes a session file that is not being written, in a transaction. Throws a sentence where that is impossible; then nothing has changed. */
export function changeRecording<Answer>(path: string, change: FileChange<Answer>): Answer {
  openRecording(path).database.close();
  let database: DatabaseSync | null = null;
  try {
    database = connectToWrite(path);
    return inTransaction(database, change);
  } catch (error) {
    throw refusal(error, path);
  } finally {
    database?.close();
  }
}

/** As `changeRecording`, through a connection that may write. */
export function inTransaction<Answer>(database: DatabaseSync, change: FileChange<Answer>): Answer {
  database.exec('BEGIN IMMEDIATE');
  try {
    const answer = change(database);
    database.exec('COMMIT');
    return answer;
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

/** Marks the file as named, and changes its name unless `name` is null. */
export function writeName(database: DatabaseSync, name: string | null): void {
  const set = database.prepare('INSERT OR REPLACE INTO meta VALUES(?, ?)');
  if (name !== null) set.run('name', name);
  set.run('named', 1);
  sealMeta(database);
}

function refusal(error: unknown, path: string): unknown {
  const reason = reasonOf(error);
  if (reason !== 'read-only' && reason !== 'forbidden') return fileProblem(error, path);
  return new WirebenchError(
    'BAD_REQUEST',
    `“${path}” or its folder is read-only, so the recording cannot be changed. Save a copy, and change that.`,
    { cause: error },
  );
}
