import { createStore, type StoreApi } from 'zustand/vanilla';
import { isServer } from '../../../shared/model/endpointKinds.ts';
import { messageOf, WirebenchError } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import { assertNever } from '../../../shared/base/never.ts';
import type { SessionVerb, VerbAnswer, VerbInput } from '../../../shared/contract/sessionVerbs.ts';
import type { ConnectionId, EnvironmentId, SessionId } from '../../../shared/model/ids.ts';
import type { FileMessage } from '../../../shared/model/messageText.ts';
import { hasEnded, type SessionInfo } from '../../../shared/model/session.ts';
import type { RepeatOptions } from '../../../shared/model/repeat.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';
import type { WirebenchClient } from '../base/client.ts';
import { nextAnimationFrame } from '../base/pace.ts';

export interface SessionsState {
  readonly isLoaded: boolean;
  /** Oldest first. */
  readonly sessions: readonly SessionInfo[];
  /** The connections that are being opened and have no session yet. */
  readonly opening: ReadonlySet<ConnectionId>;
  /** Why a connection could not even start to open, as a sentence. */
  readonly openProblems: Readonly<Record<ConnectionId, string>>;
}

/** The current sessions of the engine. */
export interface SessionStore extends Disposable {
  readonly store: StoreApi<SessionsState>;
  /** Starts a session, and releases the ended ones of the same connection: their recordings stay. */
  open(connection: ConnectionId): Promise<void>;
  close(session: SessionId): Promise<void>;
  send(session: SessionId, to: SendTarget, kind: SendKind, bytes: Uint8Array): Promise<void>;
  /** Sends a message that has references: the engine resolves it, with the active environment, when its turn has come. */
  sendWritten(session: SessionId, to: SendTarget, message: WrittenMessage): Promise<void>;
  /** Sends a message again and again, as `sendWritten`; the session tells how it gets on. Rejects where it cannot begin. */
  repeat(session: SessionId, to: SendTarget, message: WrittenMessage, options: RepeatOptions): Promise<void>;
  stopRepeating(session: SessionId): Promise<void>;
  /** Sends the content of a file. `sendingFile` of the session has the progress, the verb `cancelFile` ends it. */
  sendFile(session: SessionId, to: SendTarget, message: FileMessage): Promise<void>;
  /** Does something to an open session: a verb that the contract declares. Rejects with a sentence where it cannot be done. */
  act<Name extends SessionVerb>(
    name: Name,
    session: SessionId,
    input: VerbInput<Name>,
  ): Promise<VerbAnswer<Name>>;
}

interface SessionStoreOptions {
  /** Resolves when the page is about to be painted: counters need not change more often. */
  readonly nextFrame?: () => Promise<void>;
  /** The environment that applies now; only the base unless told. */
  readonly environment?: () => EnvironmentId | null;
}

export function createSessionStore(client: WirebenchClient, options: SessionStoreOptions = {}): SessionStore {
  const { nextFrame = nextAnimationFrame, environment = () => null } = options;
  const store = createStore<SessionsState>(() => ({
    isLoaded: false,
    sessions: [],
    opening: new Set(),
    openProblems: {},
  }));
  const subscription = client.subscribe('sessions.list', {}, ({ sessions }) => {
    store.setState({ sessions, isLoaded: true });
    return nextFrame();
  });
  return {
    store,
    open: (connection) => open(client, store, connection, environment()),
    close: async (session) => void (await client.call('sessions.close', { session })),
    async send(session, to, kind, bytes) {
      await client.call('sessions.send', { session, to, kind }, { body: bytes });
    },
    async sendWritten(session, to, { text, ...written }) {
      const input = { session, to, environment: environment(), ...written };
      await client.call('sessions.sendWritten', input, { body: new TextEncoder().encode(text) });
    },
    async repeat(session, to, { text, ...written }, repeat) {
      const input = { session, to, environment: environment(), repeat, ...written };
      await client.call('sessions.repeat', input, { body: new TextEncoder().encode(text) });
    },
    stopRepeating: async (session) => void (await client.call('sessions.stopRepeating', { session })),
    async sendFile(session, to, { kind, path }) {
      await client.call('sessions.sendFile', { session, to, kind, path });
    },
    act: (name, session, input) => act(client, name, { session, ...input }),
    dispose: () => subscription.dispose(),
  };
}

/** Opens a connection, unless it is just being opened. Why it could not be opened is put into the store. */
async function open(
  client: WirebenchClient,
  store: StoreApi<SessionsState>,
  connection: ConnectionId,
  environment: EnvironmentId | null,
): Promise<void> {
  const { opening, sessions } = store.getState();
  if (opening.has(connection)) return;
  const earlier = sessions.filter((info) => info.connectionId === connection && hasEnded(info.phase));
  setOpening(store, connection, true, null);
  try {
    put(store, await client.call('sessions.open', { connection, environment }));
    setOpening(store, connection, false, null);
  } catch (error) {
    setOpening(store, connection, false, messageOf(error));
    return;
  }
  for (const { id } of earlier) await release(client, id);
}

function put(store: StoreApi<SessionsState>, info: SessionInfo): void {
  store.setState(({ sessions }) =>
    sessions.some(({ id }) => id === info.id) ? {} : { sessions: [...sessions, info] },
  );
}

function setOpening(
  store: StoreApi<SessionsState>,
  id: ConnectionId,
  isOpening: boolean,
  problem: string | null,
): void {
  store.setState(({ opening, openProblems }) => {
    const { [id]: _, ...others } = openProblems;
    const ids = new Set(opening);
    if (isOpening) ids.add(id);
    else ids.delete(id);
    return { opening: ids, openProblems: problem === null ? others : { ...others, [id]: problem } };
  });
}

/** The type of an answer follows from its declaration. TypeScript cannot see that for all verbs at once, so it is stated here. */
async function act<Name extends SessionVerb>(
  client: WirebenchClient,
  name: Name,
  input: VerbInput<Name> & { readonly session: SessionId },
): Promise<VerbAnswer<Name>> {
  const call: (method: `sessions.${SessionVerb}`, input: never) => Promise<unknown> =
    client.call.bind(client);
  return (await call(`sessions.${name}`, input as never)) as VerbAnswer<Name>;
}

/** The session may be gone already, because no window shows it any more. */
async function release(client: WirebenchClient, session: SessionId): Promise<void> {
  try {
    await client.call('sessions.release', { session });
  } catch (error) {
    if (!(error instanceof WirebenchError) || error.code !== 'NOT_FOUND') throw error;
  }
}

/** The newest session of a connection: the one that stands for it in the window. */
export function newestSessionOf(
  sessions: readonly SessionInfo[],
  connection: ConnectionId,
): SessionInfo | undefined {
  return sessions.findLast((info) => info.connectionId === connection);
}

/** How many peers are connected to an open server; 0 for everything else. */
export function connectedPeersOf(session: SessionInfo | undefined): number {
  return session?.phase === 'open' && isServer(session.endpoint.kind) ? session.openPeers : 0;
}

/** A session's state, for the dot at its name. While the engine cannot be reached, nobody knows that of one that ran. */
export function statusOf(
  session: SessionInfo | undefined,
  isReachable: boolean,
): 'idle' | 'connecting' | 'open' | 'waiting' | 'closing' | 'failed' | 'unknown' {
  if (!session) return 'idle';
  if (!isReachable && !hasEnded(session.phase)) return 'unknown';
  switch (session.phase) {
    case 'connecting':
    case 'open':
    case 'waiting':
    case 'closing':
    case 'failed':
      return session.phase;
    case 'closed':
      return 'idle';
    default:
      return assertNever(session.phase);
  }
}
