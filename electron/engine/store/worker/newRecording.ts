import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { onFile } from '../fileProblem.ts';
import { writerPragmas } from '../schema.ts';
import type { RecordingHead } from '../store.ts';
import { createTables } from './recordingInserts.ts';

/** 50 ms: how long another program's lock may hold up the worker, and with it every other session. Then the worker retries later. */
const busyTimeoutMs = 50;

/**
 * Creates a session file, which must not exist, and returns what `use` makes of it; where that throws, the file is removed again. Only its
 * owner may read it: it holds traffic.
 */
export function createRecording<Made>(
  path: string,
  head: RecordingHead,
  use: (database: DatabaseSync) => Made,
): Made {
  return onFile(path, () => {
    closeSync(openSync(path, 'wx', 0o600));
    let database: DatabaseSync | null = null;
    try {
      database = new DatabaseSync(path, { timeout: busyTimeoutMs });
      database.exec(writerPragmas);
      database.exec('BEGIN');
      createTables(database, head);
      database.exec('COMMIT');
      return use(database);
    } catch (error) {
      database?.close();
      rmSync(path, { force: true });
      rmSync(`${path}-journal`, { force: true });
      throw error;
    }
  });
}
