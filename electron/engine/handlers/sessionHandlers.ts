import type { SessionRegistry } from '../session/session.ts';
import type { Connection } from '../../../shared/model/connection.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { HandlersOf } from './handlersOf.ts';
import { createLinkHandlers } from './linkHandlers.ts';

/** Sessions of saved connections; `connectionOf` throws NOT_FOUND for one that is not saved. */
export function createSessionHandlers(
  sessions: SessionRegistry,
  connectionOf: (id: ConnectionId) => Connection,
): HandlersOf<'sessions'> {
  return {
    ...createLinkHandlers(sessions),
    'sessions.list': async function* list(_input, { signal }) {
      for await (const infos of sessions.infos(signal)) yield { sessions: infos };
    },
    'sessions.open': async ({ connection }) => {
      const { id, name, endpoint } = connectionOf(connection);
      const session = await sessions.open({ endpoint, name, connectionId: id, recordingPath: null });
      return session.info.value;
    },
    'sessions.watch': ({ session }, { signal }) => sessions.get(session).info.changes(signal),
    'sessions.endpoint': ({ session }) => sessions.get(session).endpoint,
    'sessions.peers': async function* peers({ session }, { signal }) {
      const followed = sessions.get(session);
      for await (const _ of followed.info.changes(signal)) yield followed.peers();
    },
    'sessions.close': async ({ session }) => {
      const closing = sessions.get(session);
      await closing.close();
      return closing.info.value;
    },
    'sessions.facts': ({ session, peer }, { signal }) => sessions.get(session).facts(peer).changes(signal),
    'sessions.send': async ({ session, to, kind }, { body }) => ({
      sent: await sessions.get(session).send(to, kind, body),
    }),
    'sessions.keep': ({ session, limit }) => {
      sessions.get(session).keep(limit);
      return {};
    },
    'sessions.clear': async ({ session }) => {
      await sessions.get(session).clear();
      return {};
    },
    'sessions.putAway': async ({ session }) => {
      await sessions.putAway(session);
      return {};
    },
  };
}
