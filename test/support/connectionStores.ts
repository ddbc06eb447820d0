import { createConnectionStore, type ConnectionStore } from '../../renderer/state/workspace/connections.ts';
import type { WirebenchError } from '../../shared/base/errors.ts';
import { createFakeEngine, createFakeStorage, fakeConnection, type FakeEngine } from './fakeEngine.ts';
import { until } from './until.ts';

/** The store of connections, and the engine behind it. */
export interface ConnectionBench extends Disposable {
  readonly engine: FakeEngine;
  readonly connections: ConnectionStore;
}

/** Resolves when the connections “redis” (c1) and “echo” (c2) are there. The engine changes none while there is a refusal. */
export async function createConnectionBench(
  refusal: () => WirebenchError | null = () => null,
): Promise<ConnectionBench> {
  const engine = createFakeEngine({
    'connections.update': ({ connection, name, endpoint }) => {
      const refused = refusal();
      if (refused) throw refused;
      const updated = { ...fakeConnection(connection, name), endpoint };
      engine.connections.update((all) => all.map((each) => (each.id === connection ? updated : each)));
      return updated;
    },
    'connections.create': ({ name, endpoint }) => ({ ...fakeConnection('new', name), endpoint }),
  });
  engine.connections.set([fakeConnection('c1', 'redis'), fakeConnection('c2', 'echo')]);
  const connections = createConnectionStore(engine.client, createFakeStorage(), 10);
  await until(() => connections.store.getState().isLoaded);
  return {
    engine,
    connections,
    [Symbol.dispose]() {
      connections.dispose();
      engine[Symbol.dispose]();
    },
  };
}
