import type { RecordSource } from '../../../shared/contract/contract.ts';
import { packPage } from '../../../shared/model/recordPage.ts';
import { Cell } from '../../../shared/base/signal.ts';
import type { OpenRecordings } from '../openRecordings.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';
import type { HandlersOf } from './handlersOf.ts';

/** Rows and bytes, of sessions and of recordings alike. */
export function createRecordHandlers(
  sessions: SessionRegistry,
  recordings: OpenRecordings,
): HandlersOf<'records'> {
  const readerOf = async (source: RecordSource): Promise<RecordReader> =>
    'session' in source ? sessions.get(source.session).reader : recordings.reader(source.recording);
  /** A recording does not grow: its first tail is its last. */
  const growthOf = (source: RecordSource): Cell<number> =>
    'session' in source ? sessions.get(source.session).committed : new Cell(0);

  return {
    'records.tail': async function* tail({ source, rows }, { signal }) {
      const reader = await readerOf(source);
      for await (const _ of growthOf(source).changes(signal)) yield packPage(await reader.tail(rows));
    },
    'records.rows': async ({ source, from, count }) =>
      packPage(await (await readerOf(source)).rows(from, count)),
    'records.bytes': async ({ source, seq, offset, length }) => {
      const { size, bytes } = await (await readerOf(source)).bytes(seq, offset, length);
      return { output: { size }, body: bytes };
    },
  };
}
