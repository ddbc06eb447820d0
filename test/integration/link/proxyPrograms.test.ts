import { createServer } from 'node:https';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { needs, programs } from '../../support/needs.ts';
import { closedPort, portOf, tcpPeer, wsPeer, type TestPeer } from '../../support/peers.ts';
import { pathOf, startProgram, type RealServer } from '../../support/programs/program.ts';
import { startDante, startTinyproxy } from '../../support/programs/proxies.ts';
import { connectTo, RecordedEndpoint, withSecrets } from '../../support/recordingSink.ts';
import { securePeer } from '../../support/securePeers.ts';

const password = { id: 'password', name: 'password' };
const context = withSecrets({ password: Buffer.from('secret') });
const wrong = withSecrets({ password: Buffer.from('wrong') });

function startNcat(): Promise<RealServer> {
  return startProgram({
    name: 'ncat',
    path: pathOf('ncat') ?? '',
    scheme: 'http',
    argumentsFor: (port) => [
      '-l',
      '127.0.0.1',
      String(port),
      '--proxy-type',
      'http',
      '--proxy-auth',
      'bench:secret',
    ],
  });
}

/** A WebSocket server over TLS that sends every message back. */
async function secureWebSocketPeer(): Promise<TestPeer> {
  const server = createServer({ key: testKey, cert: validCertificate });
  const webSockets = new WebSocketServer({ server });
  webSockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    [Symbol.asyncDispose]: async () => {
      for (const client of webSockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const proxies = [
  { name: 'tinyproxy', start: startTinyproxy, proxy: { use: 'http', user: 'bench', password } },
  { name: 'ncat', start: startNcat, proxy: { use: 'http', user: 'bench', password } },
  { name: 'danted', start: startDante, proxy: { use: 'socks5' } },
] as const;

describe.each(proxies)('through $name', ({ name, start, proxy: options }) => {
  const here = needs(programs(name));

  it('TCP, TLS, WebSocket and WebSocket over TLS reach their servers', here, async () => {
    await using server = await start();
    const proxy = { ...options, address: `127.0.0.1:${server.port}` };
    await using tcp = await tcpPeer((socket) => socket.pipe(socket));
    await using tls = await securePeer((socket) => socket.pipe(socket));
    await using ws = await wsPeer((socket) => socket.on('message', (data) => socket.send(data)));
    await using wss = await secureWebSocketPeer();
    const trust = { ca: validCertificate };
    const definitions = [
      { kind: 'tcp-client', address: `127.0.0.1:${tcp.port}` },
      { kind: 'tls-client', address: `localhost:${tls.port}`, tls: trust },
      { kind: 'ws-client', address: `ws://127.0.0.1:${ws.port}/` },
      { kind: 'ws-client', address: `wss://localhost:${wss.port}/`, tls: trust },
    ];
    for (const definition of definitions) {
      const { endpoint, link } = await connectTo({ ...definition, proxy }, context);
      await using _ = endpoint;
      await link.send('there and back', definition.kind === 'ws-client' ? 'text' : 'data');
      await link.receives('there and back');
      expect(endpoint.facts.proxy).toBe(
        `${options.use === 'http' ? 'http' : 'socks5'}://127.0.0.1:${server.port}`,
      );
      expect(link.facts.note).toContain(`through ${endpoint.facts.proxy}`);
      expect(link.facts.remote).toBe(endpoint.facts.remote);
      expect(endpoint.steps.slice(0, 2)).toEqual(['connect done', 'proxy done']);
    }
  });

  it('a server that is not there is told from the proxy', here, async () => {
    await using server = await start();
    const proxy = { ...options, address: `127.0.0.1:${server.port}` };
    const address = `127.0.0.1:${await closedPort()}`;
    await using endpoint = RecordedEndpoint.start({ kind: 'tcp-client', address, proxy }, context);
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toContain(`The proxy ${options.use}://127.0.0.1:${server.port} `);
    expect(reason).toContain(address);
    expect(endpoint.steps).toEqual(['connect done', 'proxy failed']);
  });
});

describe.each(proxies.filter(({ proxy }) => 'password' in proxy))(
  '$name',
  ({ name, start, proxy: options }) => {
    it('refuses a wrong password, and none', needs(programs(name)), async () => {
      await using server = await start();
      const address = `127.0.0.1:${server.port}`;
      const definition = { kind: 'tcp-client', address: '127.0.0.1:9' };
      await using refused = RecordedEndpoint.start({ ...definition, proxy: { ...options, address } }, wrong);
      expect(await refused.end()).toMatchObject({
        field: 'proxy.password',
        code: expect.stringMatching(/^HTTP 40[17]$/),
      });
      await using unknown = RecordedEndpoint.start({ ...definition, proxy: { use: options.use, address } });
      expect(await unknown.end()).toMatchObject({
        field: 'proxy.user',
        code: expect.stringMatching(/^HTTP 40[17]$/),
      });
    });
  },
);
