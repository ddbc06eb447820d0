import { hash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import { endpointSchema } from '../../../shared/model/connection.ts';
import { messageContentSchema } from '../../../shared/model/savedMessage.ts';
import { openDesk, opened, type Desk } from '../../support/desk.ts';
import { portOf } from '../../support/peers.ts';
import { recordingFacts } from '../../support/recordingFacts.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { runHere } from '../../support/wirebenchHere.ts';

/** Characters that an address, JSON and Base64 write in their own ways. */
const token = 'geh/eim+w"ört=7&x';

/** The token as it may be written. */
const forms: ReadonlyMap<string, Buffer> = new Map(
  [
    ['as it is', token],
    ['in JSON', JSON.stringify(token).slice(1, -1)],
    ['in an address', encodeURIComponent(token)],
    ['in a path', encodeURI(token)],
    ['in hex', Buffer.from(token).toString('hex')],
    ['in Base64', Buffer.from(token).toString('base64')],
    ['in Base64 behind a name', Buffer.from(`user:${token}`).toString('base64')],
    ['as a digest', hash('sha256', token, 'hex')],
    ['in UTF-16', Buffer.from(token, 'utf16le')],
    ['in Latin-1', Buffer.from(token, 'latin1')],
  ].map(([name, text]) => [String(name), Buffer.from(text ?? '')] as const),
);

/** How the token is written in it, wherever it is. */
function formsIn(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const lower = Buffer.from(buffer.toString('latin1').toLowerCase(), 'latin1');
  const isIn = (form: Buffer): boolean =>
    buffer.includes(form) || lower.includes(Buffer.from(form.toString('latin1').toLowerCase(), 'latin1'));
  return [...forms].filter(([, form]) => isIn(form)).map(([name]) => name);
}

/** A WebSocket server that tells its clients what they sent, in the handshake and in its frames; at `/refused` it refuses with that. */
async function tellingServer(): Promise<
  AsyncDisposable & { readonly port: number; readonly seen: string[] }
> {
  const seen: string[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  sockets.on('headers', (headers, { headers: asked }) =>
    headers.push(`X-Told: ${String(asked['x-digest'])}`),
  );
  server.on('upgrade', (request, socket, head) => {
    seen.push(String(request.url), String(request.headers.authorization));
    if (request.url?.startsWith('/refused') === true)
      socket.end(`HTTP/1.1 401 ${request.headers.authorization ?? ''}\r\nX-Told: ${request.url}\r\n\r\n`);
    else
      sockets.handleUpgrade(request, socket, head, (client) => {
        client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }));
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    seen,
    [Symbol.asyncDispose]: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function work(desk: Desk, port: number): Promise<void> {
  const { client } = desk;
  for (const list of ['connections.list', 'environments.list', 'messages.list', 'recordings.list'] as const)
    client.subscribe(list, {}, () => undefined);
  client.subscribe('sessions.list', {}, () => undefined);
  const secret = await client.call('secrets.keep', { name: 'token' }, { body: Buffer.from(token) });
  const { id: environment } = await client.call('environments.create', {
    name: 'Staging',
    colour: 'red',
    variables: [
      { name: 'token', value: '', secret, on: true },
      { name: 'login', value: '{{$base64:user:{{token}}}}', secret: null, on: true },
    ],
  });
  const endpoint = endpointSchema.parse({
    kind: 'ws-client',
    address: `ws://127.0.0.1:${port}/feed/{{token}}?key={{token}}`,
    headers: [
      { name: 'Authorization', value: 'Basic {{login}}' },
      { name: 'X-Digest', value: '{{$sha256:{{token}}}}' },
    ],
    onOpen: [{ kind: 'text', format: 'text', text: 'hello {{token}}' }],
  });
  const feed = await client.call('connections.create', { name: 'feed', endpoint });
  const refused = await client.call('connections.create', {
    name: 'refused',
    endpoint: { ...endpoint, address: `ws://127.0.0.1:${port}/refused/{{token}}` },
  });
  const nowhere = await client.call('connections.create', {
    name: 'nowhere',
    endpoint: endpointSchema.parse({ kind: 'tcp-client', address: 'tcp://{{$hex:{{token}}}}.invalid:1' }),
  });
  const body = '{"token": "{{token}}", "digest": "{{$sha256:{{token}}}}"}';
  await client.call('messages.create', {
    content: messageContentSchema.parse({ name: 'log in', mode: 'json', body }),
    owner: { folder: '', connection: feed.id },
  });
  const written = { kind: 'text', format: 'text', encoding: 'utf-8', terminator: '', environment } as const;
  await client.call(
    'messages.preview',
    { ...written, session: null, destination: { kind: 'ws-client', largestDatagram: 0 }, isRevealed: false },
    { body: Buffer.from(body) },
  );
  for (const connection of [feed, refused, nowhere]) {
    await client.call('connections.check', { endpoint: connection.endpoint, environment });
    const session = await opened(desk, connection, environment);
    client.subscribe('sessions.facts', { session: session.id, peer: null }, () => undefined);
    if (session.phase === 'open')
      await client.call(
        'sessions.sendWritten',
        { ...written, session: session.id, to: 'all' },
        { body: Buffer.from(body) },
      );
    await client.call('sessions.endpoint', { session: session.id });
    await client.call('sessions.close', { session: session.id });
    if (session.recordingId !== null)
      await client.call('recordings.open', { recording: session.recordingId });
  }
}

/** Every file below a folder in which the token is, by its path within it, with how it is written there. */
async function filesWithToken(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const written = formsIn(
      entry.name.endsWith('.wbs') ? Buffer.from(recordingFacts(path)) : await readFile(path),
    );
    if (written.length > 0) found.push(`${relative(folder, path)}: ${written.join(', ')}`);
  }
  return found;
}

describe('a secret, after a day of work', () => {
  it('is in no file but its own and the bytes of recordings, and was told to no window and on no command line', async () => {
    await using root = await temporaryFolder();
    await using server = await tellingServer();
    const workspace = join(root.path, 'workspace');
    const kept = join(root.path, 'kept.wbs');
    {
      await using desk = await openDesk(workspace, join(root.path, 'config'));
      await work(desk, server.port);
      expect(desk.told.filter((text) => formsIn(Buffer.from(text)).length > 0)).toEqual([]);
      expect(formsIn(Buffer.from(desk.warnings.join('\n')))).toEqual([]);
    }
    for (const args of [
      ['list', '--workspace', workspace, '--json'],
      ['connect', 'feed', '--workspace', workspace, '--env', 'Staging', '--until', '1', '--save', kept],
      ['connect', 'refused', '--workspace', workspace, '--env', 'Staging', '--for', '2s'],
      ['connect', 'nowhere', '--workspace', workspace, '--env', 'Staging', '--for', '2s'],
      ['connect', 'feed', '--workspace', workspace, '--until', '1'],
    ]) {
      const { stdout, stderr } = await runHere(...args);
      // What came back is on the screen, as it was sent.
      const shown = stdout.split('\n').filter((line) => !/^\S+\s+(?:#\d+\s+)?[→←]/.test(line));
      expect([args[1], formsIn(Buffer.from(`${shown.join('\n')}\n${stderr}`))]).toEqual([args[1], []]);
    }
    expect(formsIn(Buffer.from(server.seen.join('\n')))).toContain('in a path');
    const files = await filesWithToken(root.path);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatch(/^workspace\/secrets\/\S+: as it is$/);
  });
});
