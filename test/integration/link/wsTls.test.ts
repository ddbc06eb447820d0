import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { WebSocketServer } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import {
  expiredCertificate,
  futureCertificate,
  testKey,
  validCertificate,
} from '../../support/certificates.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

const systemTrust = getCACertificates('default');

interface SecurePeer {
  readonly port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A WebSocket server of the `ws` library over TLS, which sends every message back. */
async function startSecurePeer(certificate: string): Promise<SecurePeer> {
  const server: Server = createServer({ key: testKey, cert: certificate });
  const webSockets = new WebSocketServer({ server });
  webSockets.on('connection', (webSocket) =>
    webSocket.on('message', (data, isBinary) => webSocket.send(data, { binary: isBinary })),
  );
  // A client that does not like the certificate hangs up.
  server.on('tlsClientError', () => {});
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      for (const client of webSockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function wss(host: string, port: number): object {
  return { kind: 'ws-client', address: `wss://${host}:${port}/` };
}

afterEach(() => setDefaultCACertificates(systemTrust));

describe('a WebSocket client over TLS', () => {
  it('talks to a server whose certificate is trusted', async () => {
    await using peer = await startSecurePeer(validCertificate);
    setDefaultCACertificates([validCertificate]);
    const { endpoint, link } = await connectTo(wss('localhost', peer.port));
    await using _ = endpoint;
    await link.send('secret', 'text');
    await until(() => link.received.toString() === 'secret');
    expect(link.facts.note).toBe('TLSv1.3');
    endpoint.close();
    expect(await endpoint.end()).toEqual({ clean: true, reason: 'Disconnected.' });
  });

  it.each([
    ['self-signed', validCertificate, [], /^localhost:\d+ shows a self-signed certificate/],
    ['expired', expiredCertificate, [expiredCertificate], /^The certificate of localhost:\d+ has expired/],
    [
      'not valid yet',
      futureCertificate,
      [futureCertificate],
      /^The certificate of localhost:\d+ is not valid yet/,
    ],
  ])('refuses a certificate that is %s, with a sentence', async (_what, certificate, trusted, sentence) => {
    await using peer = await startSecurePeer(certificate);
    setDefaultCACertificates(trusted);
    await using endpoint = RecordedEndpoint.start(wss('localhost', peer.port));
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(sentence);
    expect(endpoint.links).toEqual([]);
  });

  it('refuses a certificate for another name', async () => {
    await using peer = await startSecurePeer(validCertificate);
    setDefaultCACertificates([validCertificate]);
    await using endpoint = RecordedEndpoint.start(wss('127.0.0.1', peer.port));
    expect((await endpoint.end()).reason).toMatch(
      /^The certificate of 127\.0\.0\.1:\d+ was made for another name/,
    );
  });

  it('says that a server does not speak TLS', async () => {
    await using peer = await startRudePeer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await using endpoint = RecordedEndpoint.start(wss('127.0.0.1', peer.port));
    expect((await endpoint.end()).reason).toBe(
      `127.0.0.1:${peer.port} does not speak TLS. Use ws:// instead of wss://.`,
    );
  });

  it('says that a server hung up during the TLS handshake', async () => {
    await using peer = await startRudePeer((socket) => socket.once('data', () => socket.end()));
    await using endpoint = RecordedEndpoint.start(wss('127.0.0.1', peer.port));
    expect((await endpoint.end()).reason).toBe(`127.0.0.1:${peer.port} hung up during the TLS handshake.`);
  });
});
