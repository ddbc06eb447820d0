import { createFakeStorage } from './fakeEngine.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import type { Session } from '../../electron/engine/session/session.ts';
import type { WirebenchClient } from '../../renderer/state/base/client.ts';
import { createConnectionStore, type ConnectionStore } from '../../renderer/state/workspace/connections.ts';
import {
  createEnvironmentStore,
  type EnvironmentStore,
} from '../../renderer/state/workspace/environments.ts';
import { createMessageStore, type MessageStore } from '../../renderer/state/workspace/messages.ts';
import { contract } from '../../shared/contract/contract.ts';
import { examplesFor } from '../../shared/examples/examples.ts';
import type { SavedConnection } from '../../shared/model/connection.ts';
import type { EnvironmentId } from '../../shared/model/ids.ts';
import { messageGroups } from '../../shared/model/messageGroups.ts';
import { isFileMessage, sendableOf } from '../../shared/model/messageText.ts';
import type { SavedMessage } from '../../shared/model/savedMessage.ts';
import { createClient } from '../../shared/rpc/client.ts';
import { serve } from '../../shared/rpc/serve.ts';
import { createMemoryPair } from './memoryPair.ts';
import { bytesOf, reaches } from './sessionBench.ts';
import { until } from './until.ts';

/** The examples in a workspace, as a window has them. */
export interface ExampleBench extends Disposable {
  readonly connections: readonly SavedConnection[];
  /** Gives variables of the environment other values: the ports of the examples may be taken here. */
  use(values: Readonly<Record<string, string>>): Promise<void>;
  /** Opens a connection by its name, and waits until it is open. */
  open(name: string): Promise<Session>;
  /** The messages of a connection, its own and those of its folder. */
  messagesOf(name: string): readonly SavedMessage[];
  /** Sends a message as the window does. Resolves with the bytes that left. */
  send(session: Session, name: string): Promise<Buffer>;
  /** Sends a message and waits until so many bytes have come since. Resolves with these. */
  ask(session: Session, name: string, length: number): Promise<Buffer>;
}

/** Makes the examples in the workspace of an engine, which is empty. */
export async function addExamplesTo(engine: Engine): Promise<ExampleBench> {
  const [ours, theirs] = createMemoryPair();
  const serving = serve(contract, engine.handlers, theirs);
  const client: WirebenchClient = createClient(contract);
  client.attach(ours);
  const stores = storesOf(client);
  const { environment } = await stores.connections.addExamples();
  await until(
    () =>
      stores.messages.store.getState().messages.size === messageCount() &&
      stores.environments.store.getState().environments.some(({ id }) => id === environment),
  );
  const find = (name: string): SavedConnection =>
    found(stores.connections.store.getState().connections, name);
  const messagesOf = (name: string): readonly SavedMessage[] =>
    messageGroups(find(name), stores.messages.store.getState().messages.values(), () => true).flatMap(
      ({ messages }) => messages,
    );
  const send = async (session: Session, name: string): Promise<Buffer> => {
    const { name: connection, endpoint } = session.info.value;
    const sendable = sendableOf(found(messagesOf(connection), name), endpoint.kind);
    if (isFileMessage(sendable)) throw new Error('No example is a file.');
    const { text, ...written } = sendable;
    const before = (await bytesOf(session.reader, 'out')).length;
    const input = { session: session.id, to: 'all' as const, environment, ...written };
    await client.call('sessions.sendWritten', input, { body: new TextEncoder().encode(text) });
    await until(async () => (await bytesOf(session.reader, 'out')).length === session.info.value.bytesOut);
    return (await bytesOf(session.reader, 'out')).subarray(before);
  };
  return {
    connections: stores.connections.store.getState().connections,
    messagesOf,
    send,
    use: (values) => changeEnvironment(stores.environments, environment, values),
    async open(name) {
      const { id } = await client.call('sessions.open', { connection: find(name).id, environment });
      const session = engine.sessions.get(id);
      await reaches(session, ({ phase }) => phase !== 'connecting');
      const { phase, reason } = session.info.value;
      if (phase !== 'open') throw new Error(`“${name}” is ${phase}: ${reason ?? ''}`);
      return session;
    },
    async ask(session, name, length) {
      const before = (await bytesOf(session.reader, 'in')).length;
      await send(session, name);
      await until(async () => (await bytesOf(session.reader, 'in')).length >= before + length);
      return (await bytesOf(session.reader, 'in')).subarray(before);
    },
    [Symbol.dispose]: () => {
      for (const store of Object.values(stores)) store.dispose();
      client.dispose();
      serving.dispose();
    },
  };
}

function messageCount(): number {
  const { folders } = examplesFor({ isWindows: false, authority: '' });
  const owners = folders.flatMap((folder) => [folder, folder.connections].flat());
  return owners.reduce((sum, { messages = [] }) => sum + messages.length, 0);
}

interface Stores {
  readonly connections: ConnectionStore;
  readonly messages: MessageStore;
  readonly environments: EnvironmentStore;
}

function storesOf(client: WirebenchClient): Stores {
  const storage = { getItem: () => null, setItem: () => undefined };
  return {
    connections: createConnectionStore(client, createFakeStorage()),
    messages: createMessageStore(client, () => Promise.resolve()),
    environments: createEnvironmentStore(client, { window: storage, browser: storage }),
  };
}

function found<Item extends { readonly name: string }>(items: readonly Item[], name: string): Item {
  const item = items.find((each) => each.name === name);
  if (!item) throw new Error(`There is no “${name}” among ${items.map((each) => each.name).join(', ')}.`);
  return item;
}

async function changeEnvironment(
  environments: EnvironmentStore,
  environment: EnvironmentId,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const changed = environments.store.getState().environments.find(({ id }) => id === environment);
  if (!changed) throw new Error('The environment of the examples is not there.');
  const variables = changed.variables.map((variable) => ({
    ...variable,
    value: values[variable.name] ?? variable.value,
  }));
  const { name, colour } = changed;
  await environments.update(environment, { name, colour, variables }, changed.revision);
}
