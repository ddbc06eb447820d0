import { once } from 'node:events';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expiredCertificate, testKey, validCertificate } from '../../support/certificates.ts';
import { portOf, type TestPeer } from '../../support/peers.ts';
import { RecordedEndpoint, withSecrets } from '../../support/recordingSink.ts';
import { makeRogueChain } from '../../support/rogueChain.ts';
import { until } from '../../support/until.ts';

afterEach(() => void vi.useRealTimers());

/** A TLS server that shows these certificates, and keeps what it is told. */
async function startServer(cert: string, key: string): Promise<TestPeer & { readonly heard: Buffer[] }> {
  const heard: Buffer[] = [];
  const server = createServer({ cert, key }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => heard.push(bytes));
    sockets.push(socket);
  });
  const sockets: { destroy(): void }[] = [];
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    heard,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function client(port: number, tls: object = {}): object {
  return {
    kind: 'tls-client',
    address: `tls://localhost:${port}`,
    socket: { family: '4' },
    tls: { systemCa: false, ...tls },
  };
}

const selfSigned =
  'The certificate of localhost is self-signed: nobody vouches for it. The connection was not made.';
const expired = 'The certificate of localhost expired on 1 February 2020.';

describe('the certificate of a server', () => {
  it('is refused with every reason when it has expired and is self-signed', async () => {
    await using peer = await startServer(expiredCertificate, testKey);
    await using endpoint = RecordedEndpoint.start(client(peer.port));
    expect(await endpoint.end()).toMatchObject({
      clean: false,
      code: 'CERT_HAS_EXPIRED',
      reason: `${expired} ${selfSigned}`,
    });
    expect(endpoint.facts.tls?.verification).toBe('refused');
  });

  it('that has expired and is an authority of ours is refused for its date alone', async () => {
    await using peer = await startServer(expiredCertificate, testKey);
    await using endpoint = RecordedEndpoint.start(client(peer.port, { ca: expiredCertificate }));
    expect(await endpoint.end()).toMatchObject({ reason: `${expired} The connection was not made.` });
  });

  it('is judged by the time of the system and not by that of the records, which stand still in sleep', async () => {
    await using peer = await startServer(expiredCertificate, testKey);
    const clock = { nowUs: () => Date.parse('2020-01-15') * 1000 };
    await using endpoint = RecordedEndpoint.start(client(peer.port), { clock });
    expect(await endpoint.end()).toMatchObject({
      code: 'CERT_HAS_EXPIRED',
      reason: `${expired} ${selfSigned}`,
    });
  });

  it('is refused where the clock of the system makes valid what the TLS library calls expired', async () => {
    await using peer = await startServer(expiredCertificate, testKey);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2020-01-15') });
    await using endpoint = RecordedEndpoint.start(client(peer.port));
    expect(await endpoint.end()).toMatchObject({ code: 'CERT_HAS_EXPIRED' });
    expect(endpoint.facts.tls?.verification).toBe('refused');
  });

  it.each([1, 8, 11])(
    'is refused when an expired root that nobody trusts stands behind %i intermediates',
    async (intermediates) => {
      const { certificates, key } = makeRogueChain(intermediates);
      await using peer = await startServer(certificates.join(''), key);
      await using endpoint = RecordedEndpoint.start(client(peer.port));
      const outcome = await endpoint.end();
      expect(outcome.code).toBe('CERT_HAS_EXPIRED');
      expect(outcome.reason).toMatch(
        /^The certificate of “CN=Rogue root” in the chain of localhost expired on/,
      );
      expect(outcome.reason).toMatch(/comes from “CN=Rogue root”, an authority that is not trusted here\./);
      expect(endpoint.facts.tls?.verification).toBe('refused');
      expect(endpoint.links).toEqual([]);
      expect(peer.heard).toEqual([]);
    },
  );

  it('that came without its authorities is refused for that as well', async () => {
    const { certificates, key } = makeRogueChain(1);
    const [own = '', intermediate = ''] = certificates;
    await using peer = await startServer(own + intermediate, key);
    await using endpoint = RecordedEndpoint.start(client(peer.port));
    expect((await endpoint.end()).reason).toMatch(/“CN=Rogue root”, which issued “CN=Intermediate 1”/);
  });
});

describe('the certificate of a client', () => {
  /** Its authority is right; only its date is not, unless the clock of the records were to tell. */
  async function startPair(clientCertificate: 'asked' | 'required') {
    const tls = { clientCertificate, ca: expiredCertificate, maxVersion: 'TLSv1.2' };
    const server = RecordedEndpoint.start(
      { kind: 'tls-server', address: 'tls://127.0.0.1:0', tls },
      {
        makeIdentity: () => Promise.resolve({ certificate: validCertificate, key: testKey }),
        clock: { nowUs: () => Date.parse('2020-01-15') * 1000 },
      },
    );
    const { url } = await server.listens();
    const own = { verify: false, certificate: expiredCertificate, key: { id: 'key', name: 'a.key' } };
    const definition = { kind: 'tls-client', address: url, tls: own };
    const endpoint = RecordedEndpoint.start(definition, withSecrets({ key: Buffer.from(testKey) }));
    return {
      server,
      endpoint,
      [Symbol.asyncDispose]: async () => {
        await endpoint[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      },
    };
  }

  it('that was asked for and has expired is not verified', async () => {
    await using pair = await startPair('asked');
    expect((await pair.server.link()).facts.tls).toMatchObject({
      verification: 'unverified',
      problem: { code: 'CERT_HAS_EXPIRED', message: expect.stringMatching(/expired on 1 February 2020\.$/) },
    });
  });

  it('that is required and has expired is turned away', async () => {
    await using pair = await startPair('required');
    expect((await pair.endpoint.end()).clean).toBe(false);
    await until(() => pair.server.warnings.length > 0);
    expect(pair.server.warnings.join()).toMatch(/expired on 1 February 2020\./);
    expect(pair.server.links).toEqual([]);
  });
});
