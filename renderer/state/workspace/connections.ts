import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { Connection, Endpoint, WorkspaceProblem } from '../../../shared/model/connection.ts';
import type { ConnectionId } from '../../../shared/model/ids.ts';
import type { WirebenchClient } from '../base/client.ts';

interface ConnectionsState {
  /** False until the engine has listed the connections. */
  readonly isLoaded: boolean;
  /** Ordered by name. */
  readonly connections: readonly Connection[];
  readonly problems: readonly WorkspaceProblem[];
  /** A sentence: why the list could not be read. */
  readonly failure: string | null;
}

/** The saved connections, as in their files. */
export interface ConnectionStore extends Disposable {
  readonly store: StoreApi<ConnectionsState>;
  get(id: ConnectionId): Connection | undefined;
  create(name: string, endpoint: Endpoint): Promise<Connection>;
  update(id: ConnectionId, name: string, endpoint: Endpoint): Promise<Connection>;
  remove(id: ConnectionId): Promise<void>;
}

export function createConnectionStore(client: WirebenchClient): ConnectionStore {
  const store = createStore<ConnectionsState>(() => ({
    isLoaded: false,
    connections: [],
    problems: [],
    failure: null,
  }));
  const subscription = client.subscribe(
    'connections.list',
    {},
    (list) => store.setState({ ...list, isLoaded: true, failure: null }),
    (error) => error && store.setState({ failure: error.message }),
  );
  /** The answer is shown at once: the updated list may come a moment later, and a name must not flicker in between. */
  const put = (connection: Connection): Connection => {
    store.setState(({ connections }) => ({
      connections: [...connections.filter(({ id }) => id !== connection.id), connection].toSorted(byName),
    }));
    return connection;
  };
  return {
    store,
    get: (id) => store.getState().connections.find((connection) => connection.id === id),
    create: async (name, endpoint) => put(await client.call('connections.create', { name, endpoint })),
    update: async (id, name, endpoint) =>
      put(await client.call('connections.update', { connection: id, name, endpoint })),
    remove: async (id) => void (await client.call('connections.remove', { connection: id })),
    dispose: () => subscription.dispose(),
  };
}

function byName(left: Connection, right: Connection): number {
  return left.name.localeCompare(right.name, undefined, { numeric: true }) || (left.id < right.id ? -1 : 1);
}

/** `redis`, `redis 2`, `redis 3`: the first name that no connection has. */
export function freeName(wanted: string, connections: readonly { readonly name: string }[]): string {
  const taken = new Set(connections.map(({ name }) => name));
  const base = wanted.replace(/ \d+$/, '').slice(0, 190);
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const name = `${base} ${number}`;
    if (!taken.has(name)) return name;
  }
}
