import { readFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TlsSessions } from '../../../electron/engine/link/tls/tlsSessions.ts';
import { needs, programs } from '../../support/needs.ts';
import { makeOpensslFiles, type OpensslFiles } from '../../support/programs/opensslFiles.ts';
import { startOpensslServer } from '../../support/programs/opensslPrograms.ts';
import { type RealServer } from '../../support/programs/program.ts';
import { connectTo, RecordedEndpoint, withSecrets, type RecordedLink } from '../../support/recordingSink.ts';

const key = { id: 'key', name: 'client.key' };

describe('openssl s_server', needs(programs('openssl')), () => {
  let files: OpensslFiles;
  let ca: string;
  beforeAll(async () => {
    files = await makeOpensslFiles();
    ca = await readFile(files.path('ca.pem'), 'utf8');
  });
  afterAll(() => files[Symbol.asyncDispose]());

  const serve = (name: string, ...args: string[]): Promise<RealServer> =>
    startOpensslServer('-cert', files.path(`${name}.pem`), '-key', files.path(`${name}.key`), ...args);
  const tlsTo = (server: RealServer, tls: object, host = 'localhost') => ({
    kind: 'tls-client',
    address: `tls://${host}:${server.port}`,
    tls,
  });
  const exchange = async (link: RecordedLink): Promise<void> => {
    await link.send('abc\n');
    await link.receives('cba\n');
  };

  it.each([
    ['TLSv1', '-tls1'],
    ['TLSv1.1', '-tls1_1'],
    ['TLSv1.2', '-tls1_2'],
    ['TLSv1.3', '-tls1_3'],
  ])('speaks %s where both sides do', async (version, flag) => {
    await using server = await serve('server', flag, '-cipher', 'DEFAULT@SECLEVEL=0');
    const tls = { ca, minVersion: version, maxVersion: version };
    const { endpoint, link } = await connectTo(tlsTo(server, tls));
    await using _ = endpoint;
    expect(link.tls).toMatchObject({ version, verification: 'verified' });
    await exchange(link);
  });

  it('has no version in common: the sentence says so', async () => {
    await using server = await serve('server', '-tls1_2');
    await using endpoint = RecordedEndpoint.start(tlsTo(server, { ca, minVersion: 'TLSv1.3' }));
    const { clean, reason } = await endpoint.end();
    expect(clean).toBe(false);
    expect(reason).toMatch(/version/);
  });

  it('agrees on a protocol with a client that offers several (ALPN)', async () => {
    await using server = await serve('server', '-alpn', 'h2,http/1.1');
    const { endpoint, link } = await connectTo(tlsTo(server, { ca, alpn: ['http/1.1', 'spdy/3'] }));
    await using _ = endpoint;
    expect(link.tls).toMatchObject({ alpn: 'http/1.1', verification: 'verified' });
  });

  it('shows another certificate where another name is asked for (SNI)', async () => {
    const second = ['-cert2', files.path('other.pem'), '-key2', files.path('other.key')];
    await using server = await serve('server', '-servername', 'other.example', ...second);
    const { endpoint, link } = await connectTo(tlsTo(server, { ca, serverName: 'other.example' }));
    await using _ = endpoint;
    expect(link.tls).toMatchObject({ serverName: 'other.example', verification: 'verified' });
    expect(link.tls?.chain[0]?.names.join(' ')).toContain('other.example');
  });

  it('uses the cipher suite that is asked for', async () => {
    await using server = await serve('server');
    const tls = { ca, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' };
    const { endpoint, link } = await connectTo(tlsTo(server, tls));
    await using _ = endpoint;
    expect(link.tls).toMatchObject({ version: 'TLSv1.2', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' });
  });

  it.each([
    ['expired', 'localhost', 'CERT_HAS_EXPIRED', /expired on /],
    ['self', 'localhost', 'DEPTH_ZERO_SELF_SIGNED_CERT', /self-signed/],
    ['other', 'localhost', 'ERR_TLS_CERT_ALTNAME_INVALID', /other\.example/],
  ])(
    'is refused with the certificate “%s”, and trusted by its fingerprint afterwards',
    async (name, host, code, why) => {
      await using server = await serve(name);
      await using refused = RecordedEndpoint.start(tlsTo(server, { ca }, host));
      const outcome = await refused.end();
      expect(outcome).toMatchObject({ clean: false, code });
      expect(outcome.reason).toMatch(why);
      const { fingerprint256 } = new X509Certificate(await readFile(files.path(`${name}.pem`)));
      expect(refused.facts.tls?.chain[0]?.fingerprint).toBe(fingerprint256);
      const { endpoint, link } = await connectTo(tlsTo(server, { ca, trusted: [fingerprint256] }, host));
      await using _ = endpoint;
      expect(link.tls).toMatchObject({ verification: 'pinned', problem: { code } });
      await exchange(link);
    },
  );

  it('is not trusted by the fingerprint of another certificate', async () => {
    await using server = await serve('self');
    const { fingerprint256 } = new X509Certificate(await readFile(files.path('server.pem')));
    await using endpoint = RecordedEndpoint.start(tlsTo(server, { ca, trusted: [fingerprint256] }));
    expect(await endpoint.end()).toMatchObject({ clean: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('asks for a certificate, and gets the one that was chosen', async () => {
    await using server = await serve(
      'server',
      '-Verify',
      '1',
      '-CAfile',
      files.path('ca.pem'),
      '-verify_return_error',
    );
    const certificate = await readFile(files.path('client.pem'), 'utf8');
    const { endpoint, link } = await connectTo(
      tlsTo(server, { ca, certificate, key }),
      withSecrets({ key: await readFile(files.path('client.key')) }),
    );
    await using _ = endpoint;
    await exchange(link);
    expect(server.printed()).toContain('bench client');
  });

  it('gets the last session offered again when a connection resumes', async () => {
    await using server = await serve('server');
    const tlsSessions = new TlsSessions();
    const open = () => connectTo(tlsTo(server, { ca, resume: true }), { tlsSessions });
    const first = await open();
    await exchange(first.link);
    expect(first.link.tls?.isSessionReused).toBe(false);
    first.endpoint.close();
    await first.endpoint.end();
    const second = await open();
    await using _ = second.endpoint;
    expect(second.link.tls).toMatchObject({ isSessionReused: true, verification: 'verified' });
    expect(second.link.tls?.chain).toHaveLength(first.link.tls?.chain.length ?? 0);
    await exchange(second.link);
  });
});
