import { once } from 'node:events';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import { testKey, validCertificate } from '../../support/certificates.ts';
import { portOf, type TestPeer } from '../../support/peers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

interface Seen {
  readonly serverName: unknown;
  readonly alpn: string | false | null;
  readonly host: string | undefined;
}

/** A WebSocket server over TLS that could speak HTTP/2 as well, and keeps what clients ask for. */
async function startPeer(): Promise<TestPeer & { readonly seen: readonly Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer({ key: testKey, cert: validCertificate, ALPNProtocols: ['h2', 'http/1.1'] });
  const webSockets = new WebSocketServer({ server });
  webSockets.on('connection', (_webSocket, { socket, headers }) => {
    const { alpnProtocol, servername } = socket as TLSSocket & { readonly servername: unknown };
    seen.push({ serverName: servername, alpn: alpnProtocol, host: headers.host });
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    seen,
    [Symbol.asyncDispose]: async () => {
      for (const client of webSockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const tls = { ca: validCertificate };

describe('a WebSocket client over TLS', () => {
  it('asks for the host by SNI and Host, and for HTTP/1.1, which alone has the handshake', async () => {
    await using peer = await startPeer();
    const { endpoint, link } = await connectTo({
      kind: 'ws-client',
      address: `wss://localhost:${peer.port}/`,
      tls,
    });
    await using _ = endpoint;
    await until(() => peer.seen.length === 1);
    expect(peer.seen[0]).toEqual({
      serverName: 'localhost',
      alpn: 'http/1.1',
      host: `localhost:${peer.port}`,
    });
    expect(endpoint.steps).toEqual(['lookup done', 'connect done', 'tls done', 'upgrade done']);
    expect(link.facts.tls).toMatchObject({ alpn: 'http/1.1', verification: 'verified' });
    expect(link.facts.note).toMatch(/^TLSv1\.3, .*ALPN http\/1\.1/);
  });

  it('says that its key log cannot be written, and goes on', async () => {
    await using peer = await startPeer();
    const definition = {
      kind: 'ws-client',
      address: `wss://localhost:${peer.port}/`,
      tls: { ...tls, keyLog: true },
    };
    const { endpoint, link } = await connectTo(definition, { keyLogPath: '/nowhere/at/all/keys.log' });
    await using _ = endpoint;
    expect(endpoint.warnings).toEqual([expect.stringMatching(/^The TLS key log .* \(ENOENT\)/)]);
    expect(link.facts.tls?.keyLogPath).toBeNull();
  });

  it('asks for another name where the options have one', async () => {
    await using peer = await startPeer();
    const { endpoint } = await connectTo({
      kind: 'ws-client',
      address: `wss://127.0.0.1:${peer.port}/`,
      tls: { ...tls, serverName: 'localhost' },
    });
    await using _ = endpoint;
    await until(() => peer.seen.length === 1);
    expect(peer.seen[0]).toMatchObject({ serverName: 'localhost', host: `127.0.0.1:${peer.port}` });
  });

  it('sends no HTTP to a server whose certificate does not verify', async () => {
    await using peer = await startPeer();
    await using endpoint = RecordedEndpoint.start({
      kind: 'ws-client',
      address: `wss://localhost:${peer.port}/`,
    });
    expect((await endpoint.end()).clean).toBe(false);
    expect(endpoint.steps).toEqual(['lookup done', 'connect done', 'tls failed']);
    expect(endpoint.facts.tls?.verification).toBe('refused');
    expect(peer.seen).toEqual([]);
  });
});
