import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { closedPort } from '../../support/peers.ts';
import {
  connectRudeWebSocket,
  exchangeText,
  opcodes,
  parseFrames,
  webSocketFrame,
  closePayload,
} from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);
const handshake = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
].join('\r\n');

/** A server of ours that sends every message back. */
async function startEcho(options: object = {}): Promise<{ server: RecordedEndpoint; port: number }> {
  const server = RecordedEndpoint.start({ kind: 'ws-server', address: 'ws://127.0.0.1:0/chat', ...options });
  server.onPayload = (link, { kind, direction, bytes }) => {
    if (direction === 'in' && (kind === 'text' || kind === 'binary')) void link.link.send({ kind, bytes });
  };
  const { port } = await server.listens();
  return { server, port };
}

afterEach(() => void vi.useRealTimers());

describe('a WebSocket server', () => {
  it('names the real port and its path, and carries text and bytes both ways', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    expect(server.url).toBe(`ws://127.0.0.1:${port}/chat`);
    const { endpoint, link } = await connectTo({ kind: 'ws-client', address: server.url ?? '' });
    await using __ = endpoint;
    await link.send('grüß dich', 'text');
    await link.sendBinary(everyByte);
    await until(() => link.payloads.length === 2);
    expect(link.payloads.map(({ kind }) => kind)).toEqual(['text', 'binary']);
    expect(link.received).toEqual(Buffer.concat([Buffer.from('grüß dich'), everyByte]));
  });

  it('talks to many clients, each by a link of its own', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const clients = Array.from({ length: 10 }, () => new WebSocket(`ws://127.0.0.1:${port}/chat`));
    await Promise.all(clients.map((client) => once(client, 'open')));
    await server.link(9);
    const answers = clients.map((client) => once(client, 'message'));
    clients.forEach((client, index) => client.send(`I am ${index}`));
    expect((await Promise.all(answers)).map(([data]) => String(data))).toEqual(
      clients.map((__, index) => `I am ${index}`),
    );
    server.close();
    await Promise.all(clients.map((client) => once(client, 'close')));
    expect(await server.end()).toEqual({ clean: true, reason: 'Stopped listening.' });
  });

  it('notes the path, the subprotocol and the client’s name for itself', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    await using client = await connectRudeWebSocket(port, {
      path: '/chat?room=1',
      headers: ['User-Agent: curl/8\u009b[31m', 'Sec-WebSocket-Protocol: a, b'],
    });
    expect(client.answer).toMatch(/^HTTP\/1\.1 101 /);
    const link = await server.link();
    expect(link.facts).toMatchObject({ local: `127.0.0.1:${port}`, subprotocol: 'a' });
    expect(link.facts.note).toMatch(/^path \/chat\?room=1, subprotocol a, curl\/8.*‹U\+009B›\[31m$/);
  });

  it('chooses the first offered subprotocol that it knows, or none', async () => {
    const { server, port } = await startEcho({ subprotocols: ['v2', 'v1'] });
    await using _ = server;
    await using known = await connectRudeWebSocket(port, {
      path: '/chat',
      headers: ['Sec-WebSocket-Protocol: v0, v1, v2'],
    });
    expect(known.answer).toMatch(/Sec-WebSocket-Protocol: v1\r\n/);
    await using unknown = await connectRudeWebSocket(port, {
      path: '/chat',
      headers: ['Sec-WebSocket-Protocol: v9'],
    });
    expect(unknown.answer).not.toMatch(/Sec-WebSocket-Protocol/i);
  });

  it('answers other paths with 404 and says so; “/” answers every path', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const answer = await exchangeText(port, `GET /other HTTP/1.1\r\nHost: x\r\n${handshake}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect(answer).toMatch(/asked for \/other and was answered 404\.\n$/);
    expect(server.warnings[0]).toMatch(/asked for \/other and was answered 404\.$/);
    const { server: open, port: openPort } = await startEcho({ address: 'ws://127.0.0.1:0' });
    await using __ = open;
    await using client = await connectRudeWebSocket(openPort, { path: '/anything/at?all' });
    expect(client.answer).toMatch(/^HTTP\/1\.1 101 /);
  });

  it('answers plain requests with 426', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const answer = await exchangeText(port, 'GET /chat HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
    expect(answer).toMatch(/Connect with a WebSocket client\./);
    expect(server.warnings).toHaveLength(1);
  });

  it.each([
    ['a target that is no URL', `GET // HTTP/1.1\r\nHost: x\r\n${handshake}\r\n\r\n`, 404],
    [
      'a host that is no host',
      `GET /chat HTTP/1.1\r\nHost: [::\r\n${handshake.replace('13', '12')}\r\n\r\n`,
      400,
    ],
    ['no key', 'GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n', 400],
    ['another upgrade', 'GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n', 426],
    ['no HTTP at all', '\u0000\u0001\u0002 hello\r\n\r\n', 400],
    ['too many headers', `GET /chat HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
  ])('lives on after %s', async (_what, request, status) => {
    const { server, port } = await startEcho();
    await using _ = server;
    expect(await exchangeText(port, request)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    await until(() => server.warnings.length > 0);
    await using client = await connectRudeWebSocket(port, { path: '/chat' });
    expect(client.answer).toMatch(/^HTTP\/1\.1 101 /);
  });

  it('tells a client’s reset, FIN and close from one another', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const endings = [];
    for (const end of ['reset', 'fin', 'close'] as const) {
      await using client = await connectRudeWebSocket(port, { path: '/chat' });
      const link = await server.link(endings.length);
      if (end === 'reset') client.socket.resetAndDestroy();
      else if (end === 'fin') client.socket.end();
      else client.socket.end(webSocketFrame(opcodes.close, closePayload(1001, 'bye'), { masked: true }));
      const outcome = await link.end();
      endings.push(`${outcome.clean} ${outcome.reason.replace(/^\S+ /, '')}`);
    }
    expect(endings).toEqual([
      'false reset the connection. No close frame came (code 1006).',
      'false ended the connection without a close frame (code 1006).',
      'true closed with code 1001 (going away): bye.',
    ]);
  });

  it('answers a burst of a thousand pings in order', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    await using client = await connectRudeWebSocket(port, { path: '/chat' });
    const answered: Buffer[] = [];
    client.socket.on('data', (bytes: Buffer) => answered.push(bytes));
    const payloads = Array.from({ length: 1000 }, (__, index) => `ping ${index}`);
    client.socket.write(
      Buffer.concat(payloads.map((payload) => webSocketFrame(opcodes.ping, payload, { masked: true }))),
    );
    await until(() => parseFrames(Buffer.concat(answered)).length === 1000);
    expect(parseFrames(Buffer.concat(answered)).map(({ payload }) => payload.toString())).toEqual(payloads);
  });

  it('lets go of a client that does not finish its handshake', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const silent = connect(port, '127.0.0.1');
    silent.on('error', () => {});
    const heard: Buffer[] = [];
    silent.on('data', (bytes: Buffer) => heard.push(bytes));
    silent.write('GET /chat HTTP/1.1\r\nHost: x\r\n');
    // Whoever comes later is answered later: by then the server has read what the silent client said.
    await exchangeText(port, 'GET /chat HTTP/1.1\r\nHost: x\r\n\r\n');
    const before = server.warnings.length;
    const closed = new Promise((resolve) => void silent.once('close', resolve));
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await closed;
    expect(server.warnings.slice(before)).toEqual([
      expect.stringMatching(/did not complete a WebSocket handshake within 10 s, so it was disconnected\.$/),
    ]);
    expect(Buffer.concat(heard).toString()).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  });

  it('says of a client that says nothing that it did', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const silent = connect(port, '127.0.0.1').resume();
    silent.on('error', () => {});
    await until(() => vi.getTimerCount() > 0);
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    expect(server.warnings).toEqual([
      expect.stringMatching(
        /:\d+ sent nothing and did not complete a WebSocket handshake within 10 s, so it was disconnected\.$/,
      ),
    ]);
    if (!silent.closed) await once(silent, 'close');
  });

  it('turns clients away when too many are in their handshake, and says so once', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    const silent = [];
    for (let count = 0; count < 256; count += 1) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      silent.push(socket);
    }
    for (let count = 0; count < 3; count += 1) expect(await exchangeText(port, '')).toBe('');
    expect(server.warnings).toEqual([
      '256 clients are in their handshake at once, so more are turned away until some have finished.',
    ]);
    server.close();
    await Promise.all(
      silent.map(async (socket) => {
        if (!socket.closed) await once(socket, 'close');
      }),
    );
    expect((await server.end()).clean).toBe(true);
  });

  it('closes with links open and handshakes under way', async () => {
    const { server, port } = await startEcho();
    const { endpoint } = await connectTo({ kind: 'ws-client', address: `ws://127.0.0.1:${port}/chat` });
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    silent.on('error', () => {});
    server.close();
    server.close();
    expect(await server.end()).toEqual({ clean: true, reason: 'Stopped listening.' });
    expect((await endpoint.end()).reason).toBe(`127.0.0.1:${port} closed with code 1000 (normal closure).`);
  });

  it('says that its port is taken, or was not allowed', async () => {
    const { server, port } = await startEcho();
    await using _ = server;
    await using second = RecordedEndpoint.start({ kind: 'ws-server', address: `ws://127.0.0.1:${port}` });
    expect(await second.end()).toEqual({
      clean: false,
      reason: `127.0.0.1:${port} is in use by another program. Choose another port, or 0 for a free one.`,
      code: 'EADDRINUSE',
      field: 'address',
    });
    await using wrong = RecordedEndpoint.start({ kind: 'ws-server', address: 'tcp://127.0.0.1:0' });
    expect((await wrong.end()).reason).toMatch(/needs an address with ws:\/\/ or wss:\/\//);
  });

  it('does not listen any more when it was closed before it began', async () => {
    const port = await closedPort();
    const server = RecordedEndpoint.start({ kind: 'ws-server', address: `ws://localhost:${port}` });
    server.close();
    expect((await server.end()).clean).toBe(true);
    await using client = RecordedEndpoint.start({ kind: 'tcp-client', address: `tcp://localhost:${port}` });
    expect((await client.end()).reason).toMatch(/^Nothing listens/);
  });
});
