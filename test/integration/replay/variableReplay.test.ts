import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import { Templates } from '../../../electron/engine/template/templates.ts';
import { fail, ok } from '../../../shared/base/result.ts';
import { connectionSchema, endpointSchema } from '../../../shared/model/connection.ts';
import { connectionIdSchema } from '../../../shared/model/ids.ts';
import { replayOptionsSchema } from '../../../shared/model/replay.ts';
import { createReplayBench, type ReplayBench } from '../../support/replayBench.ts';
import { createSessionBench, reaches } from '../../support/sessionBench.ts';
import { until } from '../../support/until.ts';
import { layer } from '../../support/templates.ts';

const kept = new TextEncoder().encode('kept on this machine');

function templatesOf(variables: Readonly<Record<string, string>>): Templates {
  return new Templates([layer('the base', variables)], {
    clock: { nowUs: () => Date.now() * 1000 },
    environment: () => Promise.resolve(ok('of this machine')),
    file: () => Promise.resolve(ok(kept)),
  });
}

/** A WebSocket server that keeps the header X-T of each handshake. */
async function headerService() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const headers: unknown[] = [];
  server.on('connection', (_socket, request) => headers.push(request.headers['x-t']));
  const address = server.address();
  return {
    headers,
    port: typeof address === 'object' && address !== null ? address.port : 0,
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const client = (address: string, value: string) => ({
  kind: 'ws-client' as const,
  address,
  headers: [{ name: 'X-T', value }],
  tls: { verify: false },
});

function record(bench: ReplayBench, endpoint: Parameters<ReplayBench['record']>[0]): Promise<string> {
  return bench.record(endpoint, async (session) => {
    await session.send('all', 'text', new TextEncoder().encode('hello'));
  });
}

async function readerOf(bench: ReplayBench, path: string) {
  const reader = await bench.store.open(path);
  return { reader, [Symbol.asyncDispose]: () => reader.close() };
}

describe('a replay with variables', () => {
  it('of a recording made with a connection here has its options, and its secrets', async () => {
    await using bench = await createReplayBench();
    await using service = await headerService();
    bench.templates = templatesOf({ port: String(service.port), secretToken: 't0ken' });
    const endpoint = client('ws://127.0.0.1:{{port}}/', 'Bearer {{secretToken}}');
    bench.saved.push(connectionSchema.parse({ version: 1, id: 'c1', name: 'Service', endpoint }));
    const path = await record(bench, endpoint);
    const replayed = await bench.replay(path, { to: 'ws://127.0.0.1:{{port}}/', timing: 'fast' });
    expect(replayed).toMatchObject({ phase: 'done', reason: null, sent: 1 });
    expect(service.headers).toEqual(['Bearer t0ken', 'Bearer t0ken']);
    const session = bench.sessions.get(replayed.session);
    expect(session.endpoint).toMatchObject({
      tls: { verify: false },
      address: `ws://127.0.0.1:${service.port}/`,
    });
  });

  it('has the proxy and TLS options of its connection as they are in the environment that is chosen now', async () => {
    await using bench = await createReplayBench();
    await using service = await headerService();
    const endpoint = {
      ...client('ws://127.0.0.1:{{port}}/', 'x'),
      tls: { verify: false, serverName: '{{name}}' },
    };
    const staging = templatesOf({ port: String(service.port), name: 'staging.test' });
    bench.templates = staging;
    const path = await record(bench, endpoint);
    const id = connectionIdSchema.parse('c1');
    const connection = connectionSchema.parse({ version: 1, id, name: 'Gateway', endpoint });
    const madeWith = { connection: id, elsewhere: () => Promise.resolve([staging]) };
    const leaves = async (variables: Readonly<Record<string, string>>) => {
      await using source = await readerOf(bench, path);
      return bench.replays.leaves(source.reader, { madeWith, templates: templatesOf(variables) });
    };
    // Nobody here has it.
    expect(await leaves({ port: '1', name: 'live.test' })).toMatchObject({
      fields: ['tls.verify', 'tls.serverName'],
      why: expect.stringContaining('somebody else may have chosen them'),
    });
    bench.saved.push(connection);
    expect(await leaves({ port: '1', name: 'live.test' })).toMatchObject({ fields: [], why: null });
    expect(await leaves({ port: '1' })).toMatchObject({
      fields: ['tls.verify', 'tls.serverName'],
      why: expect.stringMatching(/^“Gateway”, with which it was made, does not resolve now\. .*“name”/),
    });
    bench.templates = templatesOf({ port: '1', name: 'live.test' });
    const to = `ws://127.0.0.1:${service.port}/`;
    const replay = await bench.start(path, { to, timing: 'fast' }, undefined, madeWith);
    await replay.ended;
    expect(bench.sessions.get(replay.progress.value.session).endpoint).toMatchObject({
      tls: { verify: false, serverName: 'live.test' },
    });
    // It was changed since.
    bench.saved[0] = connectionSchema.parse({ ...connection, endpoint: { ...endpoint, tls: {} } });
    expect(await leaves({ port: '1', name: 'live.test' })).toMatchObject({
      fields: ['tls.verify', 'tls.serverName'],
      why: expect.stringContaining('of “Gateway”, with which it was made, are others by now'),
    });
  });

  it('names the variable of this machine that its connection, or its address, has to be allowed', async () => {
    await using bench = await createReplayBench();
    await using service = await headerService();
    const endpoint = {
      ...client(`ws://127.0.0.1:${service.port}/`, 'x'),
      tls: { serverName: '{{$env:NAME}}' },
    };
    bench.templates = templatesOf({});
    const path = await record(bench, endpoint);
    const id = connectionIdSchema.parse('c1');
    bench.saved.push(connectionSchema.parse({ version: 1, id, name: 'Gateway', endpoint }));
    const refused = fail({ code: 'consent' as const, message: 'Not allowed yet.', allows: 'NAME' });
    const templates = new Templates([], {
      clock: { nowUs: () => 0 },
      environment: () => Promise.resolve(refused),
      file: () => Promise.resolve(ok(kept)),
    });
    await using source = await readerOf(bench, path);
    const madeWith = { connection: id, elsewhere: () => Promise.resolve([]) };
    expect(await bench.replays.leaves(source.reader, { madeWith, templates })).toMatchObject({
      fields: ['tls.serverName'],
      allows: 'NAME',
    });
    bench.templates = templates;
    await expect(bench.start(path, { to: 'ws://{{$env:NAME}}/', timing: 'fast' })).rejects.toMatchObject({
      message: expect.stringContaining('Not allowed yet.'),
      allows: 'NAME',
    });
    expect(service.headers).toHaveLength(1);
  });

  it('of a recording from elsewhere reads nothing here: its braces are sent as they are', async () => {
    await using bench = await createReplayBench();
    await using service = await headerService();
    const written = '{{$base64:{{$file:kept.txt}}{{$env:HOME}}{{secretToken}}}} {{secretToken}}';
    const endpoint = client(`ws://127.0.0.1:${service.port}/`, written);
    bench.templates = templatesOf({ secretToken: 'there' });
    const path = await record(bench, endpoint);
    bench.templates = templatesOf({ secretToken: 'here' });
    const { address } = endpoint;
    const replayed = await bench.replay(path, { to: address, timing: 'fast' });
    expect(replayed).toMatchObject({ phase: 'done', reason: null });
    // On a command line, variables are named for this recording: it gets secrets, but no files.
    const given = { endpoint: endpointSchema.parse({ kind: 'ws-client', address }), secrets: new Map() };
    await (
      await bench.start(path, { to: address, timing: 'fast' }, given)
    ).ended;
    expect(service.headers.slice(1)).toEqual([written, written.replace(/\S+$/, 'here')]);
  });

  it('says what is wrong with a variable of its address', async () => {
    await using bench = await createReplayBench();
    await using service = await headerService();
    const path = await record(bench, client(`ws://127.0.0.1:${service.port}/`, 'x'));
    await expect(bench.start(path, { to: 'ws://{{nowhere}}/', timing: 'fast' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('“nowhere” is no variable'),
    });
  });

  it('of a connection in a folder has the secrets of the folder', async () => {
    await using bench = await createSessionBench();
    await using service = await headerService();
    const { handlers, sessions, replays, recordings } = bench.engine;
    const call = { signal: new AbortController().signal, body: undefined };
    const secret = await handlers['secrets.keep'](
      { name: 'token' },
      { ...call, body: new TextEncoder().encode('of the folder') },
    );
    await handlers['connections.createFolder']({ parent: '', name: 'gateway' }, call);
    const variables = [{ name: 'token', value: '', secret, on: true }];
    await handlers['connections.setFolderVariables'](
      { folder: 'gateway', variables, revision: '', withSecrets: false },
      call,
    );
    const url = `ws://127.0.0.1:${service.port}/`;
    const endpoint = endpointSchema.parse(client(url, '{{token}}'));
    const saved = await handlers['connections.create']({ name: 'S', endpoint, folder: 'gateway' }, call);
    const { id } = await handlers['sessions.open']({ connection: saved.id, environment: null }, call);
    const session = sessions.get(id);
    await reaches(session, ({ phase }) => phase === 'open');
    await session.send('all', 'text', new TextEncoder().encode('hello'));
    await session.close();
    const recording = session.info.value.recordingId;
    await until(() =>
      recordings.list.value.some((each) => each.id === recording && each.connection !== null),
    );
    const options = replayOptionsSchema.parse({ to: url, timing: 'fast' });
    const replay = await handlers['replays.start']({ recording, options, environment: null }, call);
    await until(() => replays.get(replay.id).progress.value.phase === 'done');
    expect(service.headers).toEqual(['of the folder', 'of the folder']);
  });
});
