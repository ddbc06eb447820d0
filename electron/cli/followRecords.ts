import { WirebenchError } from '../../shared/base/errors.ts';
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
      next = (rows.at(-1)?.seq ?? next) + 1;
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
    // A recording that was cut does not begin with number 1.
    next = (rows.at(-1)?.seq ?? next) + 1;
    await taken(rows, reader);
  }
}

/** Gives every record of a recording that matches a filter, in order. Rejects with what kept the search from its end. */
export async function readMatches(
  reader: RecordReader,
  filter: string,
  taken: RowsTaken,
  signal: AbortSignal,
): Promise<void> {
  const query = await reader.query(filter);
  try {
    for await (const { state, problem } of query.progress.changes(signal)) {
      if (state === 'failed') throw new WirebenchError('BAD_REQUEST', problem ?? 'The search has failed.');
      if (state === 'current') break;
    }
    for (let from = 0; !signal.aborted;) {
      const { rows } = await query.rows(from, largestPageRows);
      if (rows.length === 0) return;
      from += rows.length;
      await taken(rows, reader);
    }
  } finally {
    await query.close();
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
