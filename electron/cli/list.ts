import { visibleLine } from '../../shared/bytes/visibleText.ts';
import type { SavedConnection, WorkspaceProblem } from '../../shared/model/connection.ts';
import {
  folderDepth,
  folderName,
  joinFolders,
  type FolderPath,
} from '../../shared/model/connectionFolder.ts';
import { ConnectionTree } from '../../shared/model/connectionTree.ts';
import { exitDone, type Command, type Surroundings } from './command.ts';
import { noPositionals, parseCommandLine } from './commandLine.ts';
import { existingWorkspace, savedConnections } from './savedWorkspace.ts';

const help = `Usage: wirebench list [--workspace DIR] [--json]

Prints the saved connections of a workspace as a tree, in the order of the
window. The workspace is only read, and may be open at the same time. A file
that cannot be read is told on stderr, with its line and column.

  --workspace DIR          ~/Wirebench when not given
  --json                   one JSON object per line:
    {"type":"folder","path":"gateway"}
    {"type":"connection","path":"gateway/redis","id":"…","kind":"tcp-client",
     "address":"tcp://127.0.0.1:6379"}

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
  const { folders, connections, problems } = await savedConnections(folder);
  const entries = entriesOf(new ConnectionTree(folders, connections), '');
  const lineOf = values.json === true ? jsonLine : plainLine;
  await output.write(entries.map((entry) => `${lineOf(entry)}\n`).join(''));
  for (const problem of problems) warn(describe(problem));
  return exitDone;
}

/** A line of the tree. */
type Entry =
  | { readonly type: 'folder'; readonly path: FolderPath }
  | { readonly type: 'connection'; readonly path: string; readonly connection: SavedConnection };

function entriesOf(tree: ConnectionTree, folder: FolderPath): Entry[] {
  const { folders, connections } = tree.contentOf(folder);
  const entries: Entry[] = [];
  for (const { path } of folders) entries.push({ type: 'folder', path }, ...entriesOf(tree, path));
  for (const connection of connections) {
    entries.push({ type: 'connection', path: joinFolders(folder, connection.name), connection });
  }
  return entries;
}

function plainLine(entry: Entry): string {
  if (entry.type === 'folder') {
    return `${'  '.repeat(folderDepth(entry.path) - 1)}${visibleLine(folderName(entry.path))}/`;
  }
  const { name, folder, endpoint } = entry.connection;
  const address = endpoint.address === '' && 'bind' in endpoint ? endpoint.bind : endpoint.address;
  return `${'  '.repeat(folderDepth(folder))}${visibleLine(name)}  ${visibleLine(address)}`;
}

function jsonLine(entry: Entry): string {
  if (entry.type === 'folder') return JSON.stringify(entry);
  const { type, path, connection } = entry;
  const { kind, address } = connection.endpoint;
  const bind = 'bind' in connection.endpoint ? { bind: connection.endpoint.bind } : {};
  return JSON.stringify({ type, path, id: connection.id, kind, address, ...bind });
}

function describe({ file, line, column, message }: WorkspaceProblem): string {
  const place = line === null ? '' : `, line ${line}${column === null ? '' : `, column ${column}`}`;
  return `connections/${visibleLine(file)}${place}: ${message}`;
}
