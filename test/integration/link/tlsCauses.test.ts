import { once } from 'node:events';
import { createServer, type TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { tlsLibrary } from '../../../electron/engine/link/tls/library.ts';
import { makeCertificate, type MadeCertificate } from '../../support/madeCertificates.ts';
import { needs } from '../../support/needs.ts';
import { portOf, type TestPeer } from '../../support/peers.ts';
import { RecordedEndpoint } from '../../support/recordingSink.ts';

/** OpenSSL has levels of security, and BoringSSL takes anything; then we judge ourselves. */
const hasLevels = tlsLibrary().hasSecurityLevels;
const lowestLevel = { ciphers: 'DEFAULT:@SECLEVEL=0' };
const tooShort = hasLevels
  ? 'too short for the TLS library’s level of security. Have it reissued with RSA 2048 or EC P-256, or write DEFAULT:@SECLEVEL=0 under “Cipher suites” to accept it anyway.'
  : 'too short to be safe. Have it reissued with RSA 2048 or EC P-256.';

/** A TLS server that shows what no careful one would. */
async function startServer(options: TlsOptions): Promise<TestPeer> {
  const sockets: { destroy(): void }[] = [];
  const server = createServer({ ...(hasLevels ? lowestLevel : {}), ...options }, (socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** How a client ends that believes these authorities. */
async function outcomeOf(
  shown: MadeCertificate,
  trusted: readonly MadeCertificate[],
  {
    host = 'localhost',
    tls = {},
    sentAlong = [],
  }: { host?: string; tls?: object; sentAlong?: readonly MadeCertificate[] } = {},
): Promise<{ readonly reason: string; readonly code?: string | null | undefined }> {
  const cert = [shown, ...sentAlong].map(({ certificate }) => certificate).join('');
  await using peer = await startServer({ cert, key: shown.key });
  await using endpoint = RecordedEndpoint.start({
    kind: 'tls-client',
    address: `tls://${host}:${peer.port}`,
    socket: { family: '4' },
    tls: { systemCa: false, ca: trusted.map(({ certificate }) => certificate).join(''), ...tls },
  });
  return await endpoint.end();
}

const root = makeCertificate({ name: 'Root', isAuthority: true });
const leaf = makeCertificate({ issuer: root });
const notMade = ' The connection was not made.';

describe('a certificate that is refused is told by its own cause', () => {
  it('a key of 1,024 bits, and how to go on', async () => {
    const weak = makeCertificate({ issuer: root, bits: 1024 });
    expect(await outcomeOf(weak, [root])).toMatchObject({
      code: 'EE_KEY_TOO_SMALL',
      reason: `The certificate of localhost has a key of RSA 1024, ${tooShort}${notMade}`,
    });
  });

  const needsLevels = needs(hasLevels ? null : 'the TLS library has no levels of security');
  it('and what that sentence says helps', needsLevels, async () => {
    const weak = makeCertificate({ issuer: root, bits: 1024 });
    await using peer = await startServer({ cert: weak.certificate, key: weak.key });
    await using endpoint = RecordedEndpoint.start({
      kind: 'tls-client',
      address: `tls://localhost:${peer.port}`,
      socket: { family: '4' },
      tls: { systemCa: false, ca: root.certificate, ciphers: 'DEFAULT:@SECLEVEL=0' },
    });
    expect((await endpoint.link()).tls?.verification).toBe('verified');
  });

  it('an authority with a key of 1,024 bits', async () => {
    const weakRoot = makeCertificate({ name: 'Weak root', isAuthority: true, bits: 1024 });
    const { reason, code } = await outcomeOf(makeCertificate({ issuer: weakRoot }), [weakRoot]);
    expect(code).toBe('CA_KEY_TOO_SMALL');
    expect(reason).toContain(
      'The certificate of “CN=Weak root” in the chain of localhost has a key of RSA 1024',
    );
  });

  it('a signature with SHA-1', async () => {
    const { reason, code } = await outcomeOf(makeCertificate({ issuer: root, digest: 'sha1' }), [root]);
    expect(code).toBe('CA_MD_TOO_WEAK');
    expect(reason).toContain('The certificate of localhost is signed with SHA-1, which is no longer safe.');
  });

  it('a signature with SHA-1 further up', async () => {
    const middle = makeCertificate({ name: 'Middle', isAuthority: true, issuer: root, digest: 'sha1' });
    const own = makeCertificate({ issuer: middle });
    const { reason } = await outcomeOf(own, [root], { sentAlong: [middle] });
    expect(reason).toContain('The certificate of “CN=Middle” in the chain of localhost is signed with SHA-1');
  });

  it('a certificate that was itself given as the authority', async () => {
    const { reason } = await outcomeOf(leaf, [leaf]);
    expect(reason).toBe(
      `The certificate of localhost was itself added as an authority, but is not accepted as one, because another authority signed it. Add the certificate of “CN=Root”, which signed itself, or trust this one by its fingerprint.${notMade}`,
    );
  });

  it('an intermediate authority that was given without its root', async () => {
    const middle = makeCertificate({ name: 'Middle', isAuthority: true, issuer: root });
    const own = makeCertificate({ issuer: middle });
    const { reason } = await outcomeOf(own, [middle], { sentAlong: [middle] });
    expect(reason).toContain(
      '“CN=Middle” in the chain of localhost was itself added as an authority, but is not accepted as one',
    );
    expect(reason).toContain('Add the certificate of “CN=Root”');
  });

  it('a root of the same name with another key', async () => {
    const other = makeCertificate({ name: 'Root', isAuthority: true });
    const alone = await outcomeOf(leaf, [other]);
    expect(alone.reason).toContain(
      'was not signed by the authority “CN=Root” that is trusted here, but by another of the same name, with another key.',
    );
    const withRoot = await outcomeOf(leaf, [other], { sentAlong: [root] });
    expect(withRoot.reason).toMatch(/same name|of that name that is trusted here has another key/);
  });

  it('a self-signed certificate that was made anew', async () => {
    const before = makeCertificate({ isAuthority: true });
    const now = makeCertificate();
    expect((await outcomeOf(now, [before])).reason).toContain(
      'the authority of that name that is trusted here has another key. It may have been reissued',
    );
  });

  it.each([
    [
      'an address in the common name only',
      { name: '127.0.0.1', names: [] },
      'names this host in its common name only, which is ignored (RFC 9525), and it has no other names. Have it reissued with “IP:127.0.0.1” among its subject alternative names.',
    ],
    [
      'an address in the common name, beside other names',
      { name: '127.0.0.1', names: ['DNS:db.example'] },
      'names this host in its common name only, which is ignored (RFC 9525), and its other names are db.example.',
    ],
    [
      'an address as the name of a host',
      { name: 'x', names: ['DNS:127.0.0.1'] },
      'lists 127.0.0.1 as a host name (DNS), but an address must be listed as an IP address (RFC 9525, section 3). Have it reissued with “IP:127.0.0.1”.',
    ],
    ['another address', { name: 'x', names: ['IP:127.0.0.2'] }, 'is not for this host: it is for 127.0.0.2.'],
    ['another name alone', { name: 'db.example', names: [] }, 'is not for this host: it is for db.example.'],
  ])('%s', async (_what, options, sentence) => {
    const { reason, code } = await outcomeOf(makeCertificate({ issuer: root, ...options }), [root], {
      host: '127.0.0.1',
    });
    expect(code).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(reason).toContain(`The certificate of 127.0.0.1 ${sentence}`);
  });
});

describe('a client certificate that is missing', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is named under %s', async (version) => {
    await using peer = await startServer({
      ...{ cert: leaf.certificate, key: leaf.key, ca: root.certificate },
      ...{ requestCert: true, rejectUnauthorized: true, minVersion: version, maxVersion: version },
    });
    await using endpoint = RecordedEndpoint.start({
      kind: 'tls-client',
      address: `tls://localhost:${peer.port}`,
      socket: { family: '4' },
      tls: { systemCa: false, ca: root.certificate },
    });
    const { reason, field } = await endpoint.end();
    expect(reason).toMatch(/requires a client certificate/);
    expect(field).toBe('tls.certificate');
  });

  it('is no word about a server with other ciphers', async () => {
    await using peer = await startServer({
      ...{ cert: leaf.certificate, key: leaf.key, maxVersion: 'TLSv1.2' },
      ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256',
    });
    await using endpoint = RecordedEndpoint.start({
      kind: 'tls-client',
      address: `tls://localhost:${peer.port}`,
      socket: { family: '4' },
      tls: { systemCa: false, ca: root.certificate },
    });
    expect((await endpoint.end()).reason).toMatch(/accepts none of what was offered \(handshake failure\)/);
  });
});
