import { checkEndpoint, listInterfaces } from '../check/checkEndpoint.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

/** The workspace's saved connections, and what can be said about them on this machine. */
export function createConnectionHandlers({
  connections,
  secrets,
}: Workspace): HandlersOf<'connections' | 'network'> {
  return {
    'connections.list': (_input, { signal }) => connections.list.changes(signal),
    'connections.create': ({ name, endpoint }) => connections.create(name, endpoint),
    'connections.update': ({ connection, name, endpoint }) => connections.update(connection, name, endpoint),
    'connections.remove': async ({ connection }) => {
      await connections.remove(connection);
      return {};
    },
    'connections.check': ({ endpoint }) => checkEndpoint(endpoint, { secret: (ref) => secrets.read(ref) }),
    'network.interfaces': () => ({ interfaces: listInterfaces() }),
  };
}
