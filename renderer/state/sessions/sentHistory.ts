import { createStore, type StoreApi } from 'zustand/vanilla';
import { isAborted, messageOf } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { ConnectionId, RecordingId } from '../../../shared/model/ids.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { unpackRows } from '../../../shared/model/recordPage.ts';
import type { SentCursor } from '../../../shared/model/sentHistory.ts';
import type { WirebenchClient } from '../base/client.ts';

/** 50 messages at a time: some screens of the list. */
const pageRows = 50;

/** A message that a person sent, and where its bytes are. */
export interface SentRow extends RecordRow {
  readonly source: RecordSource;
  readonly recording: RecordingId;
}

export interface SentHistoryState {
  /** What the rows match, or will: not yet what is being typed. */
  readonly filter: string;
  /** Newest first. */
  readonly rows: readonly SentRow[];
  /** `looking` for more, `more` may be older, or the rows are the `whole`. */
  readonly progress: 'looking' | 'more' | 'whole';
  /** Why nothing more can be looked for, as a sentence. */
  readonly problem: string | null;
  /** Why recordings were skipped, a sentence each. */
  readonly skipped: readonly string[];
}

/** What a person has sent over a connection, read page by page. */
export interface SentHistory extends Disposable {
  readonly store: StoreApi<SentHistoryState>;
  /** Looks again from the newest on, for what matches a filter. */
  look(filter: string): Promise<void>;
  /** Looks for older ones; does nothing while it looks already, and when there are none. */
  more(): Promise<void>;
}

const nothing: SentHistoryState = { filter: '', rows: [], progress: 'looking', problem: null, skipped: [] };

export function createSentHistory(client: WirebenchClient, connection: ConnectionId): SentHistory {
  const store = createStore<SentHistoryState>(() => nothing);
  let filter = '';
  let next: SentCursor | null = null;
  let looking = new AbortController();

  /** The engine answers early where looking takes long, so it is asked until there is a page, or nothing more. */
  const read = async (signal: AbortSignal): Promise<void> => {
    try {
      for (let found = 0; found < pageRows;) {
        const question = { connection, filter, before: next, count: pageRows - found };
        const { output, body } = await client.call('history.page', question, { signal });
        const { rows, skipped } = store.getState();
        const sources = output.rows.map(({ source, recording }) => ({ source, recording }));
        const page = unpackRows(output.rows, body).map((row, index) => Object.assign(row, sources[index]));
        found += page.length;
        next = output.next;
        store.setState({
          rows: rows.concat(page),
          skipped: skipped.concat(output.skipped.map(({ problem }) => problem)),
          progress: next === null ? 'whole' : 'looking',
        });
        if (next === null) return;
      }
      store.setState({ progress: 'more' });
    } catch (error) {
      if (!isAborted(error) && !signal.aborted)
        store.setState({ progress: 'whole', problem: messageOf(error) });
    }
  };
  return {
    store,
    look: (text) => {
      looking.abort();
      looking = new AbortController();
      filter = text;
      next = null;
      store.setState({ ...nothing, filter }, true);
      return read(looking.signal);
    },
    more: async () => {
      if (store.getState().progress !== 'more') return;
      store.setState({ progress: 'looking' });
      await read(looking.signal);
    },
    dispose: () => looking.abort(),
  };
}
