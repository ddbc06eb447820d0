import type { EnvironmentId, SessionId } from '../../../shared/model/ids.ts';
import type { SessionRegistry } from '../session/session.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';
import { writtenText } from './writtenText.ts';

type SendCalls =
  | 'sessions.send'
  | 'sessions.sendWritten'
  | 'sessions.repeat'
  | 'sessions.stopRepeating'
  | 'sessions.sendFile';

/** What a person sends in a session. */
export function createSendHandlers(
  sessions: SessionRegistry,
  { variables, files }: Pick<Workspace, 'variables' | 'files'>,
): Pick<HandlersOf<'sessions'>, SendCalls> {
  /** The variables of the moment, for each message anew. */
  const templatesOf = (session: SessionId, environment: EnvironmentId | null) => {
    const { connectionId: connection } = sessions.get(session).info.value;
    return () => variables.templates({ environment, connection });
  };
  return {
    'sessions.send': async ({ session, to, kind }, { body }) => ({
      sent: await sessions.get(session).send(to, kind, body),
    }),
    'sessions.sendWritten': async ({ session, to, environment, ...written }, { body }) => {
      const message = { ...written, text: writtenText(body) };
      const templates = templatesOf(session, environment);
      return { sent: await sessions.get(session).sendWritten(to, message, templates) };
    },
    'sessions.repeat': ({ session, to, environment, repeat, ...written }, { body }) => {
      const message = { ...written, text: writtenText(body) };
      sessions.get(session).repeat(to, [message], repeat, templatesOf(session, environment));
      return {};
    },
    'sessions.stopRepeating': ({ session }) => {
      sessions.get(session).stopRepeating();
      return {};
    },
    'sessions.sendFile': async ({ session, to, kind, path }) => ({
      sent: await sessions.get(session).sendFile(to, kind, () => files.open(path)),
    }),
  };
}
