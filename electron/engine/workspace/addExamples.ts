import { isDeepStrictEqual } from 'node:util';
import type { AddedExamples } from '../../../shared/contract/workspace.ts';
import { examplesFor } from '../../../shared/examples/examples.ts';
import type { ExampleConnection, ExampleFolder, ExampleMessage } from '../../../shared/examples/example.ts';
import { endpointSchema } from '../../../shared/model/connection.ts';
import {
  folderName,
  freeFolderName,
  parentFolder,
  type FolderPath,
} from '../../../shared/model/connectionFolder.ts';
import type { EnvironmentContent } from '../../../shared/model/environment.ts';
import type { ConnectionId, EnvironmentId } from '../../../shared/model/ids.ts';
import { messageContentSchema, type MessageOwner } from '../../../shared/model/savedMessage.ts';
import type { Workspace } from './workspace.ts';

type Target = Pick<Workspace, 'connections' | 'messages' | 'environments' | 'authority'>;

/**
 * Makes the examples: in an empty workspace as all that it has, otherwise in a folder of their own, so that they can be deleted as they came.
 * Nothing that is there already is changed. Rejects with a sentence where a file cannot be written; what was written before stays.
 */
export async function addExamples(
  workspace: Target,
  platform: NodeJS.Platform = process.platform,
): Promise<AddedExamples> {
  const { pem } = await workspace.authority.describeAuthority();
  const examples = examplesFor({ isWindows: platform === 'win32', authority: pem });
  const parent = await makeParent(workspace);
  const environments: EnvironmentId[] = [];
  for (const content of examples.environments) environments.push(await addEnvironment(workspace, content));
  const folders: FolderPath[] = [];
  const connections: ConnectionId[] = [];
  for (const example of examples.folders) {
    const added = await addFolder(workspace, parent, example);
    folders.push(added.folder);
    connections.push(...added.connections);
  }
  const [environment] = environments;
  const [first] = connections;
  if (environment === undefined || first === undefined) throw new Error('There are no examples.');
  return { folders, environment, first: workspace.connections.get(first) };
}

/** Where the folders of the examples go. */
async function makeParent({ connections, messages }: Target): Promise<FolderPath> {
  await Promise.all([connections.whenRead(), messages.whenRead()]);
  const { folders, connections: saved, problems } = connections.list.value;
  const isEmpty = [folders, saved, problems, messages.list.value.messages].every((each) => each.length === 0);
  if (isEmpty) return '';
  const siblings = folders.map(({ path }) => path).filter((path) => parentFolder(path) === '');
  const name = freeFolderName('Examples', siblings.map(folderName));
  return (await connections.folders.create('', name)).path;
}

/** One that has these variables already is taken; a name that means another one is left to it. */
async function addEnvironment({ environments }: Target, content: EnvironmentContent): Promise<EnvironmentId> {
  const known = environments.list.value.environments;
  const same = known.find(({ variables }) => isDeepStrictEqual(variables, content.variables));
  if (same) return same.id;
  const name = freeFolderName(
    content.name,
    known.map((each) => each.name),
  );
  return (await environments.create({ ...content, name })).id;
}

async function addFolder(
  workspace: Target,
  parent: FolderPath,
  { name, connections, messages = [] }: ExampleFolder,
): Promise<{ readonly folder: FolderPath; readonly connections: readonly ConnectionId[] }> {
  const { folders } = workspace.connections;
  const { path } = await folders.create(parent, name);
  const { path: folder } = await folders.move(path, parent, { before: null });
  const added: ConnectionId[] = [];
  for (const example of connections) added.push(await addConnection(workspace, folder, example));
  await addMessages(workspace, messages, { folder });
  return { folder, connections: added };
}

async function addConnection(
  workspace: Target,
  folder: FolderPath,
  { name, endpoint, messages = [] }: ExampleConnection,
): Promise<ConnectionId> {
  const parsed = endpointSchema.parse(endpoint);
  const { id } = await workspace.connections.create(name, parsed, { folder, after: 'all' });
  await addMessages(workspace, messages, { folder, connection: id });
  return id;
}

async function addMessages(
  { messages }: Target,
  examples: readonly ExampleMessage[],
  owner: MessageOwner,
): Promise<void> {
  for (const example of examples) await messages.create(messageContentSchema.parse(example), owner);
}
