import { checkEndpoint, listInterfaces } from '../check/checkEndpoint.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { connectionChanges } from './connectionChanges.ts';
import type { HandlersOf } from './handlersOf.ts';

/** The workspace's saved connections, and what can be said about them on this machine. */
export function createConnectionHandlers({
  connections,
  secrets,
}: Workspace): HandlersOf<'connections' | 'network'> {
  const { folders } = connections;
  return {
    'connections.list': (_input, { signal }) => connectionChanges(connections.list, signal),
    'connections.create': ({ name, endpoint, ...place }) => connections.create(name, endpoint, place),
    'connections.update': ({ connection, name, endpoint, revision }) =>
      connections.update(connection, name, endpoint, revision),
    'connections.move': ({ connection, folder, place }) => connections.move(connection, folder, place),
    'connections.remove': async ({ connection }) => {
      await connections.remove(connection);
      return {};
    },
    'connections.createFolder': async ({ parent, name }) => ({ path: await folders.create(parent, name) }),
    'connections.renameFolder': async ({ folder, name }) => ({ path: await folders.rename(folder, name) }),
    'connections.moveFolder': async ({ folder, into, place }) => ({
      path: await folders.move(folder, into, place),
    }),
    'connections.duplicateFolder': async ({ folder }) => ({ path: await folders.duplicate(folder) }),
    'connections.removeFolder': async ({ folder, connections: expected }) => {
      await folders.remove(folder, new Set(expected));
      return {};
    },
    'connections.check': ({ endpoint }) => checkEndpoint(endpoint, { secret: (ref) => secrets.read(ref) }),
    'network.interfaces': () => ({ interfaces: listInterfaces() }),
  };
}
