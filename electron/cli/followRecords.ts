import { largestPageRows } from '../../shared/model/recordPage.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import type { Session } from '../engine/session/session.ts';
import type { RecordReader } from '../engine/store/store.ts';

export type RowsTaken = (rows: readonly RecordRow[], reader: RecordReader) => Promise<void>;

/**
 * Gives every record of a session in order, by pages, from the file and at the taker's pace: a flood waits on disk and not in memory.
 * Resolves when the session has ended and its last record was taken, or as soon as the signal has fired.
 */
export async function followRecords(session: Session, taken: RowsTaken, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  signal.addEventListener('abort', end, { once: true });
  void session.ended.then(end);
  let next = 1;
  const catchUp = async (): Promise<void> => {
    while (!signal.aborted && next <= session.committed.value) {
      const { rows } = await session.reader.rows(next, largestPageRows);
      if (rows.length === 0) return;
      next += rows.length;
      await taken(rows, session.reader);
    }
  };
  for await (const _ of session.committed.changes(over.signal)) await catchUp();
  await catchUp();
}

/** Gives every record that a recording has. */
export async function readRecords(
  reader: RecordReader,
  taken: RowsTaken,
  signal: AbortSignal,
): Promise<void> {
  let next = 1;
  while (!signal.aborted) {
    const { rows } = await reader.rows(next, largestPageRows);
    if (rows.length === 0) return;
    next += rows.length;
    await taken(rows, reader);
  }
}

/** Resolves when a session is open, or has ended without: true and false. */
export async function hasOpened(session: Session): Promise<boolean> {
  const enough = new AbortController();
  for await (const info of session.info.changes(enough.signal)) {
    if (info.openedAt !== null) return true;
    if (info.endedAt !== null) return false;
  }
  return false;
}
