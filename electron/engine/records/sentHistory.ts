import { codeOf, messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import type { ConnectionId, RecordingId } from '../../../shared/model/ids.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { SentCursor } from '../../../shared/model/sentHistory.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { RecordReader } from '../store/store.ts';
import type { RecordSources } from './recordSources.ts';

/** 200 ms of looking for one page: then a window shows what was found, and asks again. */
const longestPageMs = 200;

/** A finished recording of a connection; `problem` says why it cannot be opened. */
interface FinishedRecording {
  readonly id: RecordingId;
  readonly startedAt: number;
  readonly problem: string | null;
}

interface SentHistoryParts {
  readonly sessions: Pick<SessionRegistry, 'all'>;
  readonly sources: Pick<RecordSources, 'reader'>;
  /** The recordings of a connection in which something was sent. Throws NOT_FOUND. */
  readonly recordingsOf: (connection: ConnectionId) => readonly FinishedRecording[];
}

interface PageQuestion {
  readonly connection: ConnectionId;
  readonly filter: string;
  readonly before: SentCursor | null;
  readonly count: number;
}

/** A message that a person sent, and where its bytes are. */
interface SentMessage {
  readonly row: RecordRow;
  readonly source: RecordSource;
  readonly recording: RecordingId;
}

interface SentPage {
  readonly messages: readonly SentMessage[];
  readonly next: SentCursor | null;
  /** Each with the sentence that says why it cannot be read, or not on. */
  readonly skipped: readonly { readonly recording: RecordingId; readonly problem: string }[];
}

/** A session or a recording of the connection. */
interface Place extends FinishedRecording {
  readonly source: RecordSource;
}

/** What a person has sent over each connection, as its recordings have it: nothing is kept here, and one is read at a time. */
export class SentHistory {
  private readonly parts: SentHistoryParts;

  constructor(parts: SentHistoryParts) {
    this.parts = parts;
  }

  /** As `history.page` of the contract. */
  async page({ connection, filter, before, count }: PageQuestion): Promise<SentPage> {
    requireFilter(filter);
    const messages: SentMessage[] = [];
    const skipped: { recording: RecordingId; problem: string }[] = [];
    const until = performance.now() + longestPageMs;
    const isFull = (): boolean => messages.length >= count || performance.now() > until;
    for (const place of this.placesOf(connection)) {
      if (before !== null && newestFirst(place, { ...before, id: before.recording }) < 0) continue;
      const { id: recording, startedAt, source } = place;
      let end = before?.recording === recording ? before.before : null;
      if (isFull()) return { messages, next: { recording, startedAt, before: end }, skipped };
      try {
        const reader = await this.open(place);
        do {
          const found = await reader.sent({ before: end, count: count - messages.length, filter });
          for (const row of found.rows) messages.push({ row, source, recording });
          end = found.next;
          if (end !== null && isFull())
            return { messages, next: { recording, startedAt, before: end }, skipped };
        } while (end !== null);
      } catch (error) {
        if (codeOf(error) === 'LIMIT') throw error;
        skipped.push({ recording, problem: messageOf(error) });
      }
    }
    return { messages, next: null, skipped };
  }

  private open({ problem, source }: Place): Promise<RecordReader> {
    return problem === null ? this.parts.sources.reader(source) : Promise.reject(new Error(problem));
  }

  /** Newest first; a session that is live or still shown takes the place of its recording. */
  private placesOf(connection: ConnectionId): Place[] {
    const finished = this.parts.recordingsOf(connection);
    const live = this.parts.sessions.all.value
      .map(({ info }) => info.value)
      .filter((info) => info.connectionId === connection)
      .map(({ id: session, recordingId, startedAt }) => ({
        id: recordingId,
        startedAt,
        problem: null,
        source: { session },
      }));
    const isLive = new Set(live.map(({ id }) => id));
    const others = finished
      .filter(({ id }) => !isLive.has(id))
      .map(({ id, startedAt, problem }) => ({ id, startedAt, problem, source: { recording: id } }));
    return [...live, ...others].toSorted(newestFirst);
  }
}

type Started = Pick<FinishedRecording, 'id' | 'startedAt'>;

function newestFirst(left: Started, right: Started): number {
  if (left.id === right.id) return 0;
  return right.startedAt - left.startedAt || (left.id < right.id ? -1 : 1);
}

/** Before any file is opened: its own problems are told apart from those of the filter. */
function requireFilter(text: string): void {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new WirebenchError('BAD_REQUEST', parsed.problem[0].message);
}
