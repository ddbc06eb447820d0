import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { WebSocketServer } from 'ws';
import { describe, expect, it } from 'vitest';
import {
  expiredCertificate,
  futureCertificate,
  testKey,
  validCertificate,
} from '../../support/certificates.ts';
import { startRudePeer } from '../../support/rudePeers.ts';
import { connectTo, RecordedEndpoint } from '../../support/recordingSink.ts';
import { until } from '../../support/until.ts';

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

function wss(host: string, port: number, tls: object = {}): object {
  return { kind: 'ws-client', address: `wss://${host}:${port}/`, tls };
}

describe('a WebSocket client over TLS', () => {
  it('talks to a server whose certificate is trusted', async () => {
    await using peer = await startSecurePeer(validCertificate);
    const { endpoint, link } = await connectTo(wss('localhost', peer.port, { ca: validCertificate }));
    await using _ = endpoint;
    await link.send('secret', 'text');
    await until(() => link.received.toString() === 'secret');
    expect(link.facts.note).toMatch(
      /^TLSv1\.3, TLS_AES_(?:256_GCM_SHA384|128_GCM_SHA256), ALPN http\/1\.1, SNI localhost, verified certificate$/,
    );
    endpoint.close();
    expect(await endpoint.end()).toEqual({
      clean: true,
      reason: 'Disconnected.',
      closeCode: 1000,
      closeReason: '',
    });
  });

  it.each([
    [
      'self-signed',
      validCertificate,
      '',
      'The certificate of localhost is self-signed: nobody vouches for it. The connection was not made.',
    ],
    [
      'expired',
      expiredCertificate,
      expiredCertificate,
      'The certificate of localhost expired on 1 February 2020. The connection was not made.',
    ],
    [
      'not valid yet',
      futureCertificate,
      futureCertificate,
      'The certificate of localhost is not valid until 1 January 2119. Check the clock of this machine. The connection was not made.',
    ],
  ])('refuses a certificate that is %s, with a sentence', async (_what, certificate, ca, sentence) => {
    await using peer = await startSecurePeer(certificate);
    await using endpoint = RecordedEndpoint.start(wss('localhost', peer.port, { ca }));
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toBe(sentence);
    expect(endpoint.links).toEqual([]);
    expect(endpoint.facts.tls).toMatchObject({ verification: 'refused', chain: [{ names: ['localhost'] }] });
  });

  it('refuses a certificate for another name, and says which names it is for', async () => {
    await using peer = await startSecurePeer(validCertificate);
    await using endpoint = RecordedEndpoint.start(wss('127.0.0.1', peer.port, { ca: validCertificate }));
    expect(await endpoint.end()).toMatchObject({
      reason:
        'The certificate of 127.0.0.1 is not for this host: it is for localhost. The connection was not made.',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      field: 'tls.serverName',
    });
  });

  it('verifies for the server name of the options, when there is one', async () => {
    await using peer = await startSecurePeer(validCertificate);
    const tls = { ca: validCertificate, serverName: 'localhost' };
    const { endpoint, link } = await connectTo(wss('127.0.0.1', peer.port, tls));
    await using _ = endpoint;
    expect(link.facts.tls).toMatchObject({ verification: 'verified', serverName: 'localhost' });
  });

  it('says that a server does not speak TLS', async () => {
    await using peer = await startRudePeer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await using endpoint = RecordedEndpoint.start(wss('127.0.0.1', peer.port));
    expect((await endpoint.end()).reason).toMatch(
      /^127\.0\.0\.1:\d+ does not speak TLS\. Use ws:\/\/ instead of wss:\/\//,
    );
  });

  it('says that a server hung up during the TLS handshake', async () => {
    await using peer = await startRudePeer((socket) => socket.once('data', () => socket.end()));
    await using endpoint = RecordedEndpoint.start(wss('127.0.0.1', peer.port));
    expect((await endpoint.end()).reason).toMatch(
      new RegExp(`^127\\.0\\.0\\.1:${peer.port} hung up during the TLS handshake\\.`),
    );
  });
});
