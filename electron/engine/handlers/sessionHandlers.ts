import type { AskedPeers } from '../session/peerTable.ts';
import { toWireError } from '../../../shared/base/errors.ts';
import { untilAborted } from '../../../shared/base/onAbort.ts';
import type { EnvironmentId, RecordingId, SessionId } from '../../../shared/model/ids.ts';
import type { PeerList } from '../../../shared/model/session.ts';
import { deleteRecorded } from '../records/deleteRecorded.ts';
import type { RecordMarks } from '../records/recordMarks.ts';
import type { RecordSources } from '../records/recordSources.ts';
import { resolvedPlace } from '../session/resolvedPlace.ts';
import type { Session, SessionRegistry } from '../session/session.ts';
import type { Store } from '../store/store.ts';
import type { Recordings } from '../workspace/recordings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';
import { createSendHandlers } from './sendHandlers.ts';
import { createVerbHandlers } from './verbHandlers.ts';
import { whileHeld } from './whileHeld.ts';

interface SessionHandlerParts {
  readonly sessions: SessionRegistry;
  readonly workspace: Pick<Workspace, 'connections' | 'variables' | 'files' | 'deletions'>;
  readonly recordings: Pick<Recordings, 'pathOf'>;
  readonly store: Store;
  readonly marks: RecordMarks;
  readonly sources: RecordSources;
}

/** Sessions of saved connections. */
export function createSessionHandlers(parts: SessionHandlerParts): HandlersOf<'sessions'> {
  const { sessions, workspace, recordings, store, marks, sources } = parts;
  const { connections, variables, files, deletions } = workspace;
  const follow = <Item>(id: SessionId, items: () => AsyncIterable<Item>): AsyncIterable<Item> =>
    whileHeld(() => sessions.follow(id), items);
  const placeIn = async (
    session: Session,
    environment: EnvironmentId | null,
    place: string,
  ): Promise<string> => {
    const { connectionId: connection } = session.info.value;
    return await resolvedPlace(place, await variables.templates({ environment, connection }));
  };
  return {
    ...createVerbHandlers(sessions),
    ...createSendHandlers(sessions, { variables, files }),
    'sessions.addPeer': async ({ session: id, environment, address }) => {
      const session = sessions.get(id);
      const resolved = await placeIn(session, environment, address);
      return await session.act('addPeer', { address: resolved, environment });
    },
    'sessions.joinGroup': async ({ session: id, environment, group, ...joined }) => {
      const session = sessions.get(id);
      const resolved = await placeIn(session, environment, group);
      await session.act('joinGroup', { ...joined, group: resolved, environment });
      return {};
    },
    'sessions.list': async function* list(_input, { signal }) {
      for await (const infos of sessions.infos(signal)) yield { sessions: infos };
    },
    'sessions.show': ({ sessions: ids }, { signal }) => show(sessions, ids, signal),
    'sessions.open': async ({ connection, environment }) => {
      await connections.whenRead();
      const { id, name, endpoint } = connections.get(connection);
      const renew = () => variables.templates({ environment, connection });
      const session = await sessions.open({
        ...{ endpoint, name, connectionId: id, environment, recordingPath: null },
        ...{ templates: await renew(), renew },
      });
      return session.info.value;
    },
    'sessions.watch': ({ session }, { signal }) =>
      follow(session, () => sessions.get(session).info.changes(signal)),
    'sessions.endpoint': ({ session }) => sessions.get(session).endpoint,
    'sessions.peers': ({ session, ...asked }, { signal }) =>
      follow(session, () => peersOf(sessions.get(session), asked, signal)),
    'sessions.close': async ({ session }) => {
      const closing = sessions.get(session);
      await closing.close();
      return closing.info.value;
    },
    'sessions.deleteRecorded': async ({ session }) => ({
      deletion: await deletions.make(async () => {
        const pathOf = (id: RecordingId): string => recordings.pathOf(id);
        return {
          said: [],
          ...(await deleteRecorded(sessions.get(session), { store, marks, sources, pathOf })),
        };
      }),
    }),
    'sessions.facts': ({ session, peer }, { signal }) =>
      follow(session, () => sessions.get(session).facts(peer).changes(signal)),
    'sessions.release': async ({ session }) => {
      await sessions.release(session);
      return {};
    },
  };
}

async function* peersOf(session: Session, asked: AskedPeers, signal: AbortSignal): AsyncGenerator<PeerList> {
  for await (const _ of session.info.changes(signal)) yield session.peers(asked);
}

async function* show(
  sessions: SessionRegistry,
  ids: readonly SessionId[],
  signal: AbortSignal,
): AsyncGenerator<Record<string, never>> {
  const shown = ids.map((id) => sessions.show(id));
  try {
    yield {};
    await untilAborted(signal);
  } finally {
    const mayReturn = toWireError(signal.reason).code === 'DISCONNECTED';
    for (const session of shown) session.release(mayReturn);
  }
}
