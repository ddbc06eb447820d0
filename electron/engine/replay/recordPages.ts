import { setTimeout as delay } from 'node:timers/promises';
import { WirebenchError } from '../../../shared/base/errors.ts';
import { largestPageRows } from '../../../shared/model/recordPage.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { Session } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';

/** Rows of a recording from `firstSeq` to `lastSeq`, page by page; the next page is read while one is worked on. */
export async function* recordedPages(
  reader: RecordReader,
  firstSeq: number,
  lastSeq: number,
): AsyncGenerator<readonly RecordRow[], void, undefined> {
  let next = readPage(reader, firstSeq, lastSeq);
  for (let rows = await next; rows.length > 0; rows = await next) {
    next = readPage(reader, (rows.at(-1)?.seq ?? lastSeq) + 1, lastSeq);
    // Reported when the page is asked for; a caller that stops before that does not need to know.
    next.catch(() => undefined);
    yield rows;
  }
}

async function readPage(reader: RecordReader, from: number, lastSeq: number): Promise<readonly RecordRow[]> {
  const count = Math.min(largestPageRows, lastSeq - from + 1);
  if (count <= 0) return [];
  const { rows } = await reader.rows({ from, count });
  const damaged = rows.find(({ damage }) => damage !== undefined);
  if (!damaged) return rows;
  throw new WirebenchError(
    'BAD_REQUEST',
    `Record number ${damaged.seq} of this recording is damaged, so the replay stopped there. Use an earlier copy, if there is one.`,
  );
}

/** What a reader needs of a session to follow it while it runs. */
export type FollowedSession = Pick<Session, 'committed' | 'ended'> & { readonly reader: RecordReader };

/**
 * 100 ms between two looks at a growing file: each look makes the store commit what it holds back, so frequent looks would slow down the
 * recording that they follow.
 */
const lookIntervalMs = 100;

/** Rows of a session as they are committed, to the last one. Ends when the session has ended. */
export async function* followedPages(
  session: FollowedSession,
): AsyncGenerator<readonly RecordRow[], void, undefined> {
  const ended = new AbortController();
  const { signal } = ended;
  void session.ended.catch(() => undefined).then(() => ended.abort());
  let next = 1;
  for await (const committed of session.committed.changes(signal)) {
    for await (const rows of recordedPages(session.reader, next, committed)) {
      next = (rows.at(-1)?.seq ?? next) + 1;
      yield rows;
    }
    await delay(lookIntervalMs, null, { signal }).catch(() => null);
  }
  yield* recordedPages(session.reader, next, Number.MAX_SAFE_INTEGER);
}
