import { packRows } from '../../../shared/model/recordPage.ts';
import type { RecordSources } from '../records/recordSources.ts';
import { sendAgain } from '../records/sendAgain.ts';
import { SentHistory } from '../records/sentHistory.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { Recordings } from '../workspace/recordings.ts';
import { recordingsOfConnection } from '../workspace/recordingsOfConnection.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

interface HistoryHandlerParts {
  readonly sessions: SessionRegistry;
  readonly sources: RecordSources;
  readonly recordings: Recordings;
  readonly workspace: Pick<Workspace, 'connections' | 'files'>;
}

/** What a person has sent over each connection. */
export function createHistoryHandlers(parts: HistoryHandlerParts): HandlersOf<'history'> {
  const { sessions, sources, recordings, workspace } = parts;
  const history = new SentHistory({
    sessions,
    sources,
    recordingsOf(id) {
      // One that is new has no file yet, and no recordings.
      const connection = workspace.connections.list.value.connections.find((each) => each.id === id);
      return connection ? recordingsOfConnection(connection, recordings.stored.value) : [];
    },
  });
  return {
    'history.page': async (question) => {
      await workspace.connections.whenRead();
      const { messages, next, skipped } = await history.page(question);
      const { heads, body } = packRows(messages.map(({ row }) => row));
      const rows = messages.flatMap(({ source, recording }, index) => {
        const head = heads[index];
        return head ? [{ ...head, source, recording }] : [];
      });
      return { output: { rows, next, skipped: [...skipped] }, body };
    },
    'history.sendAgain': async ({ session, to, source, seq }) => ({
      sent: await sendAgain(
        {
          reader: await sources.reader(source),
          openFile: (name) => workspace.files.open(name),
          session: sessions.get(session),
          to,
        },
        seq,
      ),
    }),
  };
}
