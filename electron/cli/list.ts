import { formatCounted } from '../../shared/base/quantity.ts';
import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { SavedConnection } from '../../shared/model/connection.ts';
import {
  folderDepth,
  folderName,
  joinFolders,
  type FolderPath,
} from '../../shared/model/connectionFolder.ts';
import { ConnectionTree } from '../../shared/model/connectionTree.ts';
import { baseEnvironmentId, type Environment } from '../../shared/model/environment.ts';
import type { SavedMessage } from '../../shared/model/savedMessage.ts';
import { exitDone, type Command, type Surroundings } from './command.ts';
import { noPositionals, parseCommandLine } from './commandLine.ts';
import { PlacedMessages, type PlacedMessage } from './placedMessages.ts';
import {
  describeUnread,
  existingWorkspace,
  savedConnectionsAndMessages,
  savedEnvironments,
} from './savedWorkspace.ts';

const help = `Usage: wirebench list [--workspace DIR] [--json]

Prints what is saved in a workspace as a tree, in the order of the window:
connections with their addresses; behind a dash the messages of each, and of
each folder, with their modes; and then the environments. The workspace is only
read, and may be open at the same time. A file that cannot be read is told on
stderr, with its line and column. connect and listen take the path of a
connection, which is its folders and its name, with a slash between them.

  --workspace DIR          ~/Wirebench when not given
  --json                   one JSON object per line:
    {"type":"folder","path":"gateway"}
    {"type":"connection","path":"gateway/redis","id":"…","kind":"tcp-client",
     "address":"tcp://127.0.0.1:6379"}
    {"type":"message","path":"gateway/redis/ping","id":"…","name":"ping",
     "mode":"text","note":"…"}       the path is for --send-message
    {"type":"environment","name":"Staging","id":"…","variables":["host"]}

Examples
  wirebench list
  wirebench list --workspace ./sockets --json | jq -r .path
`;

export const list: Command = {
  help,
  run: runList,
};

async function runList(args: readonly string[], { output, warn }: Surroundings): Promise<number> {
  const { values, positionals } = parseCommandLine(args, {
    workspace: { type: 'string' },
    json: { type: 'boolean' },
  });
  noPositionals(positionals);
  const folder = await existingWorkspace(values.workspace);
  const { connections, messages } = await savedConnectionsAndMessages(folder);
  const { environments, problems } = await savedEnvironments(folder);
  const tree = new ConnectionTree(connections.folders, connections.connections);
  const entries = [
    ...entriesOf(tree, '', new PlacedMessages(messages.messages, connections.connections)),
    ...environments.filter(({ id }) => id !== baseEnvironmentId).map(environmentEntry),
  ];
  await output.write(values.json === true ? entries.map(jsonLine).join('') : plainText(entries));
  for (const problem of [...connections.problems, ...messages.problems])
    warn(describeUnread('connections', problem));
  for (const problem of problems) warn(describeUnread('environments', problem));
  return exitDone;
}

/** A line of the tree. */
type Entry =
  | { readonly type: 'folder'; readonly path: FolderPath }
  | { readonly type: 'connection'; readonly path: string; readonly connection: SavedConnection }
  | {
      readonly type: 'message';
      readonly path: string;
      readonly depth: number;
      readonly message: SavedMessage;
    }
  | { readonly type: 'environment'; readonly environment: Environment };

function entriesOf(tree: ConnectionTree, folder: FolderPath, messages: PlacedMessages): Entry[] {
  const { folders, connections } = tree.contentOf(folder);
  const entries: Entry[] = [];
  for (const { path } of folders) entries.push({ type: 'folder', path }, ...entriesOf(tree, path, messages));
  for (const connection of connections) {
    entries.push({ type: 'connection', path: joinFolders(folder, connection.name), connection });
    entries.push(
      ...messageEntries(messages.of({ folder, connection: connection.id }), folderDepth(folder) + 1),
    );
  }
  entries.push(...messageEntries(messages.of({ folder }), folderDepth(folder)));
  return entries;
}

function messageEntries(found: readonly PlacedMessage[], depth: number): Entry[] {
  return found.map(({ path, message }) => ({ type: 'message', path, depth, message }));
}

function environmentEntry(environment: Environment): Entry {
  return { type: 'environment', environment };
}

function plainText(entries: readonly Entry[]): string {
  const lines = entries.filter(({ type }) => type !== 'environment').map(plainLine);
  const environments = entries.filter(({ type }) => type === 'environment').map(plainLine);
  if (environments.length > 0) lines.push(...(lines.length > 0 ? [''] : []), 'Environments', ...environments);
  return lines.map((line) => `${line}\n`).join('');
}

function plainLine(entry: Entry): string {
  switch (entry.type) {
    case 'folder':
      return `${indent(folderDepth(entry.path) - 1)}${visibleLine(folderName(entry.path))}/`;
    case 'connection': {
      const { name, folder, endpoint } = entry.connection;
      const address = endpoint.address === '' && 'bind' in endpoint ? endpoint.bind : endpoint.address;
      return `${indent(folderDepth(folder))}${visibleLine(name)}  ${visibleLine(address)}`;
    }
    case 'message': {
      const { name, mode, body } = entry.message;
      const what = mode === 'file' ? `file ${visibleLine(body)}` : mode;
      return `${indent(entry.depth)}- ${visibleLine(name)}  ${what}`;
    }
    case 'environment': {
      const { name, variables } = entry.environment;
      return `${indent(1)}${visibleLine(name)}  ${formatCounted(variables.length, 'variable')}`;
    }
  }
}

function indent(depth: number): string {
  return '  '.repeat(depth);
}

function jsonLine(entry: Entry): string {
  return `${JSON.stringify(jsonOf(entry))}\n`;
}

function jsonOf(entry: Entry): object {
  switch (entry.type) {
    case 'folder':
      return entry;
    case 'connection': {
      const { type, path, connection } = entry;
      const { kind, address } = connection.endpoint;
      const bind = 'bind' in connection.endpoint ? { bind: connection.endpoint.bind } : {};
      return { type, path, id: connection.id, kind, address, ...bind };
    }
    case 'message': {
      const { type, path, message } = entry;
      const { id, name, mode, note, body } = message;
      return {
        type,
        path,
        id,
        name,
        mode,
        ...(mode === 'file' && { file: body }),
        ...(note !== '' && { note }),
      };
    }
    case 'environment': {
      const { id, name, variables } = entry.environment;
      return { type: entry.type, name, id, variables: variables.map((variable) => variable.name) };
    }
  }
}
