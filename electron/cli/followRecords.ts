import { onAbort } from '../../shared/base/onAbort.ts';
import { largestPageRows } from '../../shared/model/recordPage.ts';
import { contentOf, previewBytes, type RecordContent } from '../../shared/model/record.ts';
import type { Session } from '../engine/session/session.ts';
import type { RecordReader } from '../engine/store/store.ts';

type RecordsTaken = (records: readonly RecordContent[], reader: RecordReader) => Promise<void>;

/**
 * Passes on every record of a session in order, in pages, from the file and at the receiver's pace: a flood waits on disk and not in
 * memory. Passes at most `windowBytes` of each. Resolves when the session has ended and its last record was passed on, or as soon as the
 * signal fires.
 */
export async function followRecords(
  session: Session,
  windowBytes: number,
  taken: RecordsTaken,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const listening = onAbort(signal, end);
  void session.ended.then(end);
  let next = 1;
  const catchUp = async (): Promise<void> => {
    while (!signal.aborted && next <= session.committed.value) {
      const records = await readPage(session.reader, next, windowBytes);
      if (records.length === 0) return;
      next = (records.at(-1)?.seq ?? next) + 1;
      await taken(records, session.reader);
    }
  };
  try {
    for await (const _ of session.committed.changes(over.signal)) await catchUp();
    await catchUp();
  } finally {
    listening.dispose();
  }
}

/** Rows as for a list are enough when the output shows as little, and cost less during the recording. */
async function readPage(
  reader: RecordReader,
  from: number,
  windowBytes: number,
): Promise<readonly RecordContent[]> {
  if (windowBytes > previewBytes) return reader.contents(from, largestPageRows, windowBytes);
  return (await reader.rows({ from, count: largestPageRows })).rows.map(contentOf);
}

/** Resolves with true when a session is open, with false when it has ended without opening. */
export async function hasOpened(session: Session): Promise<boolean> {
  const enough = new AbortController();
  for await (const info of session.info.changes(enough.signal)) {
    if (info.openedAt !== null) return true;
    if (info.endedAt !== null) return false;
  }
  return false;
}
