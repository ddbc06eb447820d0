import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateNKeysBetween } from 'fractional-indexing';

/** How much is in a workspace. */
export interface WorkspaceSize {
  readonly folders: number;
  readonly connections: number;
  readonly messages: number;
  /** As many of the messages belong to the topmost folder, so that every connection has them. */
  readonly shared: number;
}

/** What a large team keeps. */
export const largeSize: WorkspaceSize = { folders: 500, connections: 2000, messages: 10_000, shared: 1000 };

/** Folders of the first level that hold ten others each. */
const foldersPerGroup = 10;

/**
 * Writes connections and named messages in folders of two levels, as files. Every folder has as many of each as the others, or one more; a
 * message belongs to its folder or to a connection in it, and its body has several lines.
 */
export async function writeLargeWorkspace(root: string, size: WorkspaceSize): Promise<void> {
  const orders = generateNKeysBetween(null, null, size.messages);
  await mkdir(join(root, 'connections'), { recursive: true });
  for (let number = 0; number < size.shared; number += 1)
    await writeMessage(join(root, 'connections'), number, { order: orders[number] });
  for (let at = 0; at < size.folders; at += 1) {
    const group = `group-${padded(Math.floor(at / foldersPerGroup))}`;
    const path = at % foldersPerGroup === 0 ? group : join(group, `service-${padded(at)}`);
    const folder = join(root, 'connections', path);
    await mkdir(folder, { recursive: true });
    const own = shareOf(size.connections, size.folders, at);
    for (const number of own) await writeConnection(folder, number);
    for (const index of shareOf(size.messages - size.shared, size.folders, at)) {
      const number = size.shared + index;
      const owner = own[index % (own.length + 1)];
      const connection = owner === undefined ? undefined : connectionId(owner);
      await writeMessage(folder, number, { connection, order: orders[number] });
    }
  }
}

/** The numbers that fall to one of several holders. */
function shareOf(count: number, holders: number, holder: number): number[] {
  const from = Math.floor((count * holder) / holders);
  const end = Math.floor((count * (holder + 1)) / holders);
  return Array.from({ length: end - from }, (_, index) => from + index);
}

async function writeConnection(folder: string, number: number): Promise<void> {
  const kinds = ['tcp-client', 'tls-client', 'ws-client'] as const;
  const kind = kinds[number % kinds.length] ?? 'tcp-client';
  const scheme = { 'tcp-client': 'tcp', 'tls-client': 'tls', 'ws-client': 'wss' }[kind];
  const name = `Gateway ${padded(number)}`;
  await write(join(folder, `gateway-${padded(number)}.json`), {
    version: 1,
    id: connectionId(number),
    name,
    endpoint: { kind, address: `${scheme}://gateway-${number}.staging.example.org:9000` },
  });
}

async function writeMessage(
  folder: string,
  number: number,
  fields: { readonly connection?: string | undefined; readonly order: string | undefined },
): Promise<void> {
  await write(join(folder, `subscribe-${padded(number)}.message.json`), {
    version: 1,
    id: `message-${padded(number)}`,
    name: `Subscribe ${padded(number)}`,
    ...fields,
    note: 'The service answers with the newest value, and then with each change.',
    body: ['{', `  "id": ${number},`, '  "what": "subscribe",', '  "topic": "prices/{{market}}"', '}'],
  });
}

function connectionId(number: number): string {
  return `connection-${padded(number)}`;
}

async function write(path: string, content: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}
