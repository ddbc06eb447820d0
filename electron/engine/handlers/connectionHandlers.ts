import { checkEndpoint, listInterfaces, tlsLibrary } from '../check/checkEndpoint.ts';
import type { EngineDeps } from '../base/deps.ts';
import { previewEndpoint } from '../preview/previewEndpoint.ts';
import { changeWithMessages, removeWithMessages } from '../workspace/ownMessages.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { contentOfVariables } from '../workspace/writtenContent.ts';
import { secretsInOptions } from '../workspace/writtenOptions.ts';
import { listConnections } from './connectionChanges.ts';
import type { HandlersOf } from './handlersOf.ts';

/** The workspace's saved connections, and what can be said about them on this machine. */
export function createConnectionHandlers(
  workspace: Workspace,
  systemProxy?: EngineDeps['systemProxy'],
): HandlersOf<'connections' | 'network'> {
  const { connections, secrets, variables, knownSecrets, deletions } = workspace;
  const { folders } = connections;
  return {
    'connections.list': (_input, { signal }) => listConnections(connections, signal),
    'connections.create': ({ name, endpoint, ...place }) => connections.create(name, endpoint, place),
    'connections.update': ({ connection, name, endpoint, revision }) =>
      changeWithMessages(workspace, connection, () =>
        connections.update(connection, name, endpoint, revision),
      ),
    'connections.move': ({ connection, folder, place }) =>
      changeWithMessages(workspace, connection, () => connections.move(connection, folder, place)),
    'connections.remove': async ({ connection, ...agreed }) => ({
      deletion: await deletions.make(() => removeWithMessages(workspace, connection, agreed)),
    }),
    'connections.createFolder': ({ parent, name }) => folders.create(parent, name),
    'connections.renameFolder': ({ folder, name }) => folders.rename(folder, name),
    'connections.moveFolder': ({ folder, into, place }) => folders.move(folder, into, place),
    'connections.duplicateFolder': ({ folder }) => folders.duplicate(folder),
    'connections.removeFolder': async ({ folder, connections: expected, messages: written }) => ({
      deletion: await deletions.make(() =>
        folders.remove(folder, new Set<string>([...expected, ...written])),
      ),
    }),
    'connections.setFolderVariables': async ({ folder, variables: set, revision, withSecrets }) => {
      await connections.whenRead();
      const before = connections.list.value.folders.find(({ path }) => path === folder);
      await knownSecrets.mustNotWrite(
        contentOfVariables(set),
        before ? contentOfVariables(before.variables ?? []) : null,
        withSecrets,
      );
      return folders.setVariables(folder, set, revision);
    },
    'connections.check': async ({ endpoint, connection, environment }) => {
      const { findings, certificates } = await checkEndpoint(
        endpoint,
        { secret: (ref) => secrets.read(ref) },
        await variables.templates({ environment, connection }),
      );
      return {
        findings: [...findings, ...(await secretsInOptions(endpoint, knownSecrets))],
        certificates,
      };
    },
    'connections.preview': async ({ endpoint, connection, environment, isRevealed }) =>
      previewEndpoint(
        endpoint,
        await variables.templates({ environment, connection }),
        { secret: (ref) => secrets.read(ref), systemProxy },
        isRevealed,
      ),
    'network.interfaces': () => ({ interfaces: listInterfaces() }),
    'network.tls': () => tlsLibrary(),
    'network.systemProxy': () => ({ canAsk: systemProxy !== undefined }),
  };
}
