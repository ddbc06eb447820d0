import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, connect, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LinkProblem } from '../../../electron/engine/base/linkProblem.ts';
import { tlsLibrary } from '../../../electron/engine/link/tls/library.ts';
import {
  clientContextOptions,
  makeSecureContext,
  negotiationOptions,
  serverContextOptions,
} from '../../../electron/engine/link/tls/secureContext.ts';
import { tlsClientSchema, tlsServerSchema } from '../../../shared/model/tlsOptions.ts';
import { needs, programs } from '../../support/needs.ts';
import { makeOpensslFiles, filesPassphrase, type OpensslFiles } from '../../support/programs/opensslFiles.ts';
import { requirePath } from '../../support/programs/program.ts';
import { validCertificate, testKey } from '../../support/certificates.ts';

/** BoringSSL has no levels of security. */
const withLevels = needs(tlsLibrary().hasSecurityLevels ? null : 'the TLS library has no levels of security');

const ref = (id: string) => ({ id, name: id });

/** The problem that the options lead to. */
async function problemOf(options: object, secrets: Readonly<Record<string, Uint8Array | string>> = {}) {
  try {
    // What a form refuses already may still be in an endpoint of another version.
    const parsed = { ...tlsClientSchema.parse({}), ...options };
    makeSecureContext(await clientContextOptions(parsed, sourceOf(secrets)), parsed);
  } catch (error) {
    if (error instanceof LinkProblem) return { field: error.field, message: error.message };
    throw error;
  }
  return null;
}

function sourceOf(secrets: Readonly<Record<string, Uint8Array | string>>) {
  return {
    secret: ({ id, name }: { id: string; name: string }): Promise<Uint8Array> => {
      const secret = secrets[id];
      if (secret === undefined) {
        return Promise.reject(new LinkProblem(`This machine does not have “${name}”. Choose it again.`));
      }
      return Promise.resolve(Buffer.from(secret));
    },
  };
}

describe('TLS options', () => {
  it('are usable when nothing was chosen', async () => {
    expect(await problemOf({})).toBeNull();
  });

  it.each([
    ['that is no PEM', 'hello', /^There is no certificate in this text/],
    ['that is a private key', testKey, /^This is a private key/],
    [
      'that is damaged',
      validCertificate.replace('MIIB', 'MIIC'),
      /^The certificate among the authorities is damaged/,
    ],
    [
      'of which one is damaged',
      `${validCertificate}\n${validCertificate.replace('MIIB', 'AAAA')}`,
      /^Certificate 2 of 2 among the authorities is damaged/,
    ],
  ])('refuse an authority %s', async (_what, ca, message) => {
    expect(await problemOf({ ca })).toEqual({ field: 'tls.ca', message: expect.stringMatching(message) });
  });

  it.each([
    ['tls.certificate', 'no PEM', { certificate: 'hello', key: ref('key') }, /^There is no certificate/],
    [
      'tls.certificate',
      'DER or PFX',
      { certificate: 'MIIJqQIBAzCCCW8GCSqGSIb3DQEHAaCCCWA', key: ref('key') },
      /DER or a PKCS #12 file/,
    ],
    ['tls.certificate', 'a key', { certificate: testKey, key: ref('key') }, /^This is a private key/],
    ['tls.certificate', 'missing', { key: ref('key') }, /^A private key needs its certificate/],
    ['tls.key', 'missing', { certificate: validCertificate }, /^A certificate needs its private key/],
    [
      'tls.key',
      'not on this machine',
      { certificate: validCertificate, key: ref('gone') },
      /^This machine does not have “gone”/,
    ],
    [
      'tls.key',
      'a certificate',
      { certificate: validCertificate, key: ref('certificate') },
      /^This is a certificate/,
    ],
    [
      'tls.certificate',
      'changed for the key',
      { certificate: testKey, key: ref('certificate') },
      /is in the field of the key\. Swap the two/,
    ],
    [
      'tls.key',
      'no key',
      { certificate: validCertificate, key: ref('nonsense') },
      /^The private key cannot be read/,
    ],
  ])('name %s when it is %s', async (field, _what, options, message) => {
    const secrets = { key: testKey, certificate: validCertificate, nonsense: 'hello' };
    expect(await problemOf(options, secrets)).toEqual({ field, message: expect.stringMatching(message) });
  });

  it.each([
    ['tls.minVersion', { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' }, /is above the maximum/],
    ['tls.ciphers', { ciphers: 'NO-SUCH-CIPHER' }, /knows none of these ciphers/],
    ['tls.ciphers', { ciphers: 'TLS_NO_SUCH' }, /knows none of these ciphers|TLS_NO_SUCH cannot be chosen/],
    ['tls.alpn.1', { alpn: ['h2', 'ü'.repeat(200)] }, /at most 255 bytes/],
  ])('name %s', async (field, options, message) => {
    expect(await problemOf(options)).toEqual({ field, message: expect.stringMatching(message) });
  });

  it('take ciphers of TLS 1.2 and suites of TLS 1.3, where these can be chosen', async () => {
    const ciphers = 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256';
    const refused = { field: 'tls.ciphers', message: expect.stringContaining('cannot be chosen') };
    expect(await problemOf({ ciphers })).toEqual(tlsLibrary().choosesTls13Suites ? null : refused);
  });

  it('lower the security level for versions that need it, and for no others', withLevels, () => {
    const ciphersFor = (options: object) => negotiationOptions(tlsClientSchema.parse(options)).ciphers;
    expect(ciphersFor({ minVersion: 'TLSv1' })).toMatch(/:@SECLEVEL=0$/);
    expect(ciphersFor({ maxVersion: 'TLSv1.1', ciphers: 'AES128-SHA' })).toBe('AES128-SHA:@SECLEVEL=0');
    expect(ciphersFor({ minVersion: 'TLSv1', ciphers: 'AES128-SHA@SECLEVEL=1' })).toBe(
      'AES128-SHA@SECLEVEL=1',
    );
    expect(ciphersFor({ minVersion: 'TLSv1.2' })).toBeUndefined();
  });

  it('mean the highest version alone when only that is set to an old one', () => {
    const { minVersion, maxVersion } = negotiationOptions(tlsClientSchema.parse({ maxVersion: 'TLSv1.1' }));
    expect([minVersion, maxVersion]).toEqual(['TLSv1.1', 'TLSv1.1']);
  });

  it('of a server want a certificate, and an authority for the clients that are to show one', async () => {
    const context = {
      ...sourceOf({}),
      makeIdentity: () => Promise.reject(new Error('It is not asked for.')),
    };
    const refusal = (options: object) => serverContextOptions(tlsServerSchema.parse(options), context);
    await expect(refusal({ identity: 'given' })).rejects.toMatchObject({ field: 'tls.certificate' });
    await expect(refusal({ clientCertificate: 'required' })).rejects.toMatchObject({ field: 'tls.ca' });
  });
});

describe('a key of openssl', needs(programs('openssl')), () => {
  let files: OpensslFiles;
  let certificate: string;
  const secrets: Record<string, Uint8Array | string> = {
    passphrase: filesPassphrase,
    'passphrase-line': `${filesPassphrase}\n`,
    wrong: 'something else',
  };
  beforeAll(async () => {
    files = await makeOpensslFiles();
    const openssl = (...args: string[]): void =>
      void execFileSync(requirePath('openssl'), args, { cwd: files.folder, stdio: 'pipe' });
    const pass = `pass:${filesPassphrase}`;
    openssl('ec', '-in', 'client.key', '-aes128', '-out', 'traditional.key', '-passout', pass);
    openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'client.key', '-outform', 'DER', '-out', 'client.der');
    const pair = ['-inkey', 'client.key', '-in', 'client.pem', '-certfile', 'ca.pem'];
    openssl('pkcs12', '-export', '-legacy', ...pair, '-out', 'legacy.p12', '-passout', pass);
    const weak = ['-x509', '-subj', '/CN=weak', '-keyout', 'weak.key', '-out', 'weak.pem', '-noenc'];
    openssl('req', '-newkey', 'rsa:1024', ...weak);
    const weakPair = ['-inkey', 'weak.key', '-in', 'weak.pem', '-out', 'weak.p12'];
    openssl('pkcs12', '-export', ...weakPair, '-passout', pass);
    const rc4 = ['-keypbe', 'PBE-SHA1-RC4-128', '-certpbe', 'PBE-SHA1-RC4-128'];
    openssl('pkcs12', '-export', '-legacy', ...pair, ...rc4, '-out', 'rc4.p12', '-passout', pass);
    openssl('pkcs12', '-export', '-nokeys', '-in', 'client.pem', '-out', 'nokey.p12', '-passout', pass);
    certificate = readFileSync(files.path('client.pem'), 'utf8');
    const names = ['client.key', 'server.key', 'encrypted.key', 'traditional.key', 'client.der'];
    for (const name of [
      ...names,
      'client.p12',
      'legacy.p12',
      'rc4.p12',
      'nokey.p12',
      'weak.p12',
      'client.pem',
    ]) {
      secrets[name] = readFileSync(files.path(name));
    }
  });
  afterAll(() => files[Symbol.asyncDispose]());

  const withKey = (key: string, passphrase?: string) => ({
    certificate,
    key: { id: key.replace('.', '-'), name: key },
    passphrase: passphrase === undefined ? null : ref(passphrase),
  });
  const withPfx = (pfx: string, passphrase?: string) => ({
    pfx: { id: pfx.replace('.', '-'), name: pfx },
    passphrase: passphrase === undefined ? null : ref(passphrase),
  });
  const ids = () =>
    Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name.replace('.', '-'), secret]));

  it.each(['client.key', 'client.der'])('is taken as %s', async (key) => {
    expect(await problemOf(withKey(key), ids())).toBeNull();
  });

  it.each([
    ['encrypted.key', 'passphrase'],
    ['encrypted.key', 'passphrase-line'],
    ['traditional.key', 'passphrase'],
  ])('is opened by its passphrase: %s, %s', async (key, passphrase) => {
    expect(await problemOf(withKey(key, passphrase), ids())).toBeNull();
  });

  it.each(['encrypted.key', 'traditional.key'])('is not opened without its passphrase: %s', async (key) => {
    expect(await problemOf(withKey(key), ids())).toEqual({
      field: 'tls.passphrase',
      message: 'The private key is encrypted. Add its passphrase.',
    });
    expect(await problemOf(withKey(key, 'wrong'), ids())).toEqual({
      field: 'tls.passphrase',
      message: 'The passphrase does not open the private key.',
    });
  });

  it('has to belong to the certificate', async () => {
    expect(await problemOf(withKey('server.key'), ids())).toEqual({
      field: 'tls.key',
      message: expect.stringMatching(/^This private key does not belong to the certificate/),
    });
  });

  it.each(['client.p12', 'legacy.p12'])(
    'is taken with its certificate from a PKCS #12 file: %s',
    async (pfx) => {
      const options = tlsClientSchema.parse(withPfx(pfx, 'passphrase'));
      const context = makeSecureContext(await clientContextOptions(options, sourceOf(ids())), options);
      const ca = readFileSync(files.path('ca.pem'));
      const server = createServer({
        key: readFileSync(files.path('server.key')),
        cert: readFileSync(files.path('server.pem')),
        requestCert: true,
        rejectUnauthorized: true,
        ca,
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
      const accepted = once(server, 'secureConnection');
      const client = connect({
        port: bound.port,
        host: '127.0.0.1',
        secureContext: context,
        rejectUnauthorized: false,
      });
      const [socket]: TLSSocket[] = await accepted;
      expect(socket?.getPeerX509Certificate()?.subject).toBe('CN=bench client');
      client.destroy();
      socket?.destroy();
      server.close();
      await once(server, 'close');
    },
  );

  it.each([
    ['client.p12', undefined, 'tls.passphrase', 'The PKCS #12 file has a passphrase. Add it.'],
    ['client.p12', 'wrong', 'tls.passphrase', 'The passphrase does not open the PKCS #12 file.'],
    ['legacy.p12', undefined, 'tls.passphrase', 'The PKCS #12 file has a passphrase. Add it.'],
    ['legacy.p12', 'wrong', 'tls.passphrase', 'The passphrase does not open the PKCS #12 file.'],
    [
      'nokey.p12',
      'passphrase',
      'tls.pfx',
      'This PKCS #12 file has no private key. Export it again, with its private key.',
    ],
    ['client.pem', undefined, 'tls.pfx', expect.stringMatching(/^This is a PEM file/)],
    ['wrong', undefined, 'tls.pfx', expect.stringMatching(/^This is not a PKCS #12 file/)],
  ])('in a PKCS #12 file: %s with the passphrase “%s” names %s', async (pfx, passphrase, field, message) => {
    expect(await problemOf(withPfx(pfx, passphrase), ids())).toEqual({ field, message });
  });

  it.each([
    ['weak.p12', /KEY_TOO_SMALL/],
    ['rc4.p12', /^This PKCS #12 file is encrypted in an old way \(such as RC4\).*openssl pkcs12 -legacy/],
  ])('in a PKCS #12 file that OpenSSL does not take, and BoringSSL does: %s', async (pfx, message) => {
    const refused = { field: 'tls.pfx', message: expect.stringMatching(message) };
    expect(await problemOf(withPfx(pfx, 'passphrase'), ids())).toEqual(
      tlsLibrary().name === 'OpenSSL' ? refused : null,
    );
  });
});
