import type { Workspace } from '../workspace/workspace.ts';
import type { HandlersOf } from './handlersOf.ts';

/** The saved connections, by the workspace. */
export function createConnectionHandlers({ connections }: Workspace): HandlersOf<'connections'> {
  return {
    'connections.list': (_input, { signal }) => connections.list.changes(signal),
    'connections.create': ({ name, endpoint }) => connections.create(name, endpoint),
    'connections.update': ({ connection, name, endpoint }) => connections.update(connection, name, endpoint),
    'connections.remove': async ({ connection }) => {
      await connections.remove(connection);
      return {};
    },
  };
}
