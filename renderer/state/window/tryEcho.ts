import { freeName } from '../../../shared/base/freeName.ts';
import { firstEcho } from '../../../shared/examples/echoExamples.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import { hasEnded } from '../../../shared/model/session.ts';
import { plainTextOptions } from '../../../shared/model/textOptions.ts';
import { newestSessionOf } from '../sessions/sessions.ts';
import type { DraftStore, KeptDraft } from './drafts.ts';
import { showRow } from './sidebar.ts';
import type { WorkbenchState } from './workbench.ts';

/** What is ready to be sent. */
const hello: KeptDraft = {
  mode: 'text',
  escapes: true,
  ...plainTextOptions,
  text: 'Hello\\r\\n',
  kind: 'data',
};

/**
 * Makes an echo server and a client to it, opens both, and puts a message into the composer of the client: a first answer is one click away.
 * The server listens at a port that the system has free, and keeps that. Where it cannot listen, its tab says why.
 */
export async function tryEcho(state: WorkbenchState, drafts: Pick<DraftStore, 'put'>): Promise<void> {
  const { connections, sessions, sidebar, tabs } = state;
  const nameOf = (wanted: string): string => freeName(wanted, connections.namesBeside(null));
  const server = await connections.create(nameOf('Echo server'), firstEcho.server);
  tabs.open({ kind: 'connection', id: server.id });
  await sessions.open(server.id);
  const address = await addressOf(state, server.id);
  if (address === null) return;
  await connections.update(server.id, server.name, { ...server.endpoint, address }, server.revision);
  const client = await connections.create(nameOf('Echo client'), firstEcho.clientOf(address));
  drafts.put(client.id, hello);
  showRow(sidebar, client.id);
  tabs.open({ kind: 'connection', id: client.id });
  await sessions.open(client.id);
}

/** Where a server listens, once it does; null where it does not. */
function addressOf({ sessions }: Pick<WorkbenchState, 'sessions'>, id: ConnectionId): Promise<string | null> {
  const found = Promise.withResolvers<string | null>();
  const look = (): void => {
    const { sessions: all, openProblems } = sessions.store.getState();
    const session = newestSessionOf(all, id);
    if (session?.phase === 'open' && session.url !== null) found.resolve(session.url);
    else if (openProblems[id] !== undefined || (session && hasEnded(session.phase))) found.resolve(null);
  };
  const stop = sessions.store.subscribe(look);
  look();
  return found.promise.finally(stop);
}
