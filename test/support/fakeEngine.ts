import type { WirebenchClient } from '../../renderer/state/base/client.ts';
import type { RecordingFiles } from '../../renderer/state/workspace/files.ts';
import type { KeyStorage } from '../../renderer/state/base/stored.ts';
import { WirebenchError } from '../../shared/base/errors.ts';
import { Owner } from '../../shared/base/lifecycle.ts';
import { Cell } from '../../shared/base/signal.ts';
import { contract, type WirebenchContract } from '../../shared/contract/contract.ts';
import type { ConnectionChanges } from '../../shared/contract/connections.ts';
import {
  endpointSchema,
  type ConnectionFolder,
  type SavedConnection,
} from '../../shared/model/connection.ts';
import { connectionIdSchema, recordingIdSchema, sessionIdSchema } from '../../shared/model/ids.ts';
import type { RecordingSummary } from '../../shared/model/recording.ts';
import type { SavedMessage } from '../../shared/model/savedMessage.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { createMemoryPair } from './memoryPair.ts';
import { serve, type Handlers } from '../../shared/rpc/serve.ts';

/** An engine whose lists a test sets by hand, and whose calls a test gives; what it does not give is refused. */
export interface FakeEngine extends Disposable {
  readonly client: WirebenchClient;
  readonly connections: Cell<SavedConnection[]>;
  readonly folders: Cell<ConnectionFolder[]>;
  readonly sessions: Cell<SessionInfo[]>;
  readonly recordings: Cell<RecordingSummary[]>;
  readonly messages: Cell<SavedMessage[]>;
  /** Whether the lists of connections and messages say that all files were read. */
  readonly isLoaded: Cell<boolean>;
  /** True while something in the workspace cannot be read. */
  readonly hasUnread: Cell<boolean>;
  /** The calls that came, in order. */
  readonly asked: { readonly name: string; readonly input: unknown }[];
  /** Closes the way to the page. */
  loseWay(): void;
  /** Gives the page a new way. */
  findWay(): void;
}

export function createFakeEngine(given: Partial<Handlers<WirebenchContract>> = {}): FakeEngine {
  const owner = new Owner();
  const connections = new Cell<SavedConnection[]>([]);
  const folders = new Cell<ConnectionFolder[]>([]);
  const sessions = new Cell<SessionInfo[]>([]);
  const recordings = new Cell<RecordingSummary[]>([]);
  const messages = new Cell<SavedMessage[]>([]);
  const isLoaded = new Cell(true);
  const hasUnread = new Cell(false);
  const asked: FakeEngine['asked'] = [];
  const lists = { connections, folders, sessions, recordings, messages, isLoaded, hasUnread };
  const handlers = {
    ...refusals(),
    ...listHandlers(lists),
    ...noting(given, asked),
  } as unknown as Handlers<WirebenchContract>;
  const client = createClient(contract);
  let loseWay = (): void => undefined;
  const findWay = (): void => {
    const [ours, theirs] = createMemoryPair();
    owner.add(serve(contract, handlers, theirs));
    loseWay = () => theirs.close('The test closed it.');
    client.attach(ours);
  };
  findWay();
  return {
    client,
    ...lists,
    asked,
    findWay,
    loseWay: () => loseWay(),
    [Symbol.dispose]: () => {
      client.dispose();
      owner.dispose();
    },
  };
}

function refusals(): Readonly<Record<string, unknown>> {
  const refuse = (): never => {
    throw new WirebenchError('UNSUPPORTED', 'Not in this test.');
  };
  return Object.fromEntries(Object.keys(contract).map((name) => [name, refuse]));
}

type FakeLists = Pick<
  FakeEngine,
  'connections' | 'folders' | 'sessions' | 'recordings' | 'messages' | 'isLoaded' | 'hasUnread'
>;

/** The lists as a window follows them. */
function listHandlers(lists: FakeLists): Readonly<Record<string, unknown>> {
  const { sessions, recordings, messages, isLoaded, hasUnread } = lists;
  return {
    'connections.list': (_input: unknown, context: { signal: AbortSignal }) =>
      listConnections(lists, context.signal),
    'messages.list': follow(messages, (all) => ({
      isFirst: true,
      isWhole: true,
      isLoaded: isLoaded.value,
      hasUnread: hasUnread.value,
      messages: all,
      gone: [],
      problems: [],
    })),
    'sessions.list': follow(sessions, (all) => ({ sessions: all })),
    'recordings.list': follow(recordings, (all) => ({ recordings: all, problem: null })),
  };
}

async function* listConnections(
  { connections, folders, isLoaded, hasUnread }: FakeLists,
  signal: AbortSignal,
): AsyncGenerator<ConnectionChanges> {
  for await (const all of connections.changes(signal)) {
    yield {
      isFirst: true,
      isWhole: true,
      isLoaded: isLoaded.value,
      hasUnread: hasUnread.value,
      connections: all,
      gone: [],
      folders: folders.value,
      problems: [],
    };
  }
}

function follow<Value, Item>(cell: Cell<Value>, itemOf: (value: Value) => Item) {
  return async function* list(_input: unknown, { signal }: { signal: AbortSignal }): AsyncGenerator<Item> {
    for await (const value of cell.changes(signal)) yield itemOf(value);
  };
}

/** The same handlers, and a note of each call. */
function noting(
  given: Partial<Handlers<WirebenchContract>>,
  asked: FakeEngine['asked'],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, handler]) => [
      name,
      (input: unknown, context: unknown) => {
        asked.push({ name, input });
        return (handler as (input: unknown, context: unknown) => unknown)(input, context);
      },
    ]),
  );
}

export function fakeConnection(id: string, name = id, address = 'tcp://127.0.0.1:9000'): SavedConnection {
  return {
    folder: '',
    revision: name,
    version: 1,
    id: connectionIdSchema.parse(id),
    name,
    endpoint: endpointSchema.parse({ kind: 'tcp-client', address }),
  };
}

export function fakeSession(id: string, change: Partial<SessionInfo> = {}): SessionInfo {
  return {
    id: sessionIdSchema.parse(id),
    recordingId: recordingIdSchema.parse(`r-${id}`),
    connectionId: null,
    environment: null,
    name: id,
    endpoint: fakeConnection('c').endpoint,
    phase: 'open',
    reason: null,
    problem: null,
    retry: null,
    startedAt: 1_000_000,
    connectUs: 400,
    openedAt: 1_000_400,
    endedAt: null,
    local: '127.0.0.1:50000',
    remote: '127.0.0.1:9000',
    url: null,
    subprotocol: null,
    tls: null,
    proxy: null,
    groups: [],
    openPeers: 1,
    first: 1,
    records: 1,
    messagesIn: 0,
    messagesOut: 0,
    payloadsIn: 0,
    payloadsOut: 0,
    bytesIn: 0,
    bytesOut: 0,
    lastInAt: null,
    lastOutAt: null,
    unrecordedPayloads: 0,
    repeat: null,
    queuedBytes: 0,
    queuedFor: 'peer',
    sendingFile: null,
    keep: null,
    datagrams: null,
    recording: { state: 'recording' },
    ...change,
  };
}

export function fakeRecording(id: string, change: Partial<RecordingSummary> = {}): RecordingSummary {
  return {
    id: recordingIdSchema.parse(id),
    name: id,
    size: 4096,
    startedAt: 1_000_000,
    liveSession: null,
    problem: null,
    named: false,
    interrupted: false,
    connection: null,
    kind: 'tcp-client',
    address: 'tcp://127.0.0.1:9000',
    lastAt: 2_000_000,
    payloads: 1,
    first: 1,
    wasOpen: true,
    ...change,
  };
}

/** A host of a page on which nobody chooses a file. */
export const fakeFiles: RecordingFiles = {
  openRecordingFile: () => Promise.resolve(null),
  importRecording: () => Promise.reject(new Error('No file was dropped.')),
  copyToSend: () => Promise.resolve(null),
  copiesChosenFiles: false,
  chooseFileToSend: () => Promise.resolve(null),
  exportRecording: () => Promise.resolve(false),
  saveRecords: () => Promise.resolve(null),
  saveText: () => undefined,
  saveContent: () => undefined,
  collections: { choose: () => Promise.resolve([]), dropped: () => Promise.resolve([]) },
};

/** What a browser keeps from one page to the next. */
export function createFakeStorage(): KeyStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}
