import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { makeOpensslFiles, type OpensslFiles } from '../../support/programs/opensslFiles.ts';
import { runOpensslClient } from '../../support/programs/opensslPrograms.ts';
import { connectTo, RecordedEndpoint, withSecrets } from '../../support/recordingSink.ts';
import { startTlsEcho } from '../../support/tlsEcho.ts';
import { until } from '../../support/until.ts';

function client(url: string, tls: object): object {
  return { kind: 'tls-client', address: url, tls: { systemCa: false, ...tls } };
}

describe('a TLS server, to openssl s_client', needs(programs('openssl')), () => {
  let files: OpensslFiles;
  let ca: string;
  let given: object;
  let secrets: ReturnType<typeof withSecrets>;
  const ref = (name: string) => ({ id: name.replace('.', '-'), name });
  beforeAll(async () => {
    files = await makeOpensslFiles();
    const read = (name: string) => readFile(files.path(name));
    ca = (await read('ca.pem')).toString();
    given = {
      identity: 'given',
      certificate: (await read('server.pem')).toString(),
      key: ref('server.key'),
    };
    secrets = withSecrets({ 'server-key': await read('server.key'), 'client-key': await read('client.key') });
  });
  afterAll(() => files[Symbol.asyncDispose]());

  it('shows the given certificate, and the version and protocol that both know', async () => {
    const { server, port } = await startTlsEcho(secrets, { ...given, alpn: ['echo'], maxVersion: 'TLSv1.2' });
    await using _ = server;
    server.onPayload = (link, { bytes }) => {
      void link.link.send({ kind: 'data', bytes });
      link.link.close();
    };
    const verify = ['-CAfile', files.path('ca.pem'), '-verify_return_error', '-verify_hostname', 'localhost'];
    const said = await runOpensslClient(
      port,
      'abc\n',
      ...verify,
      '-alpn',
      'echo',
      '-servername',
      'localhost',
    );
    expect(said).toContain('Verify return code: 0 (ok)');
    expect(said).toContain('ALPN protocol: echo');
    expect(said).toContain('abc');
    expect((await server.link()).facts.tls).toMatchObject({
      version: 'TLSv1.2',
      alpn: 'echo',
      serverName: 'localhost',
    });
  });

  it('says what to do when a client does not trust its certificate', async () => {
    const { server, port } = await startTlsEcho(secrets, given);
    await using _ = server;
    await runOpensslClient(port, '', '-CAfile', files.path('self.pem'), '-verify_return_error');
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toMatch(
      /does not trust this server’s certificate(?: and broke off the handshake\. G|: g)ive it the authority/,
    );
  });

  it.each(['TLSv1.2', 'TLSv1.3'])(
    'turns away a client without the certificate that it requires, by the alert for that (%s)',
    async (maxVersion) => {
      const tls = { ...given, ca, clientCertificate: 'required', maxVersion };
      const { server, port } = await startTlsEcho(secrets, tls);
      await using _ = server;
      const said = await runOpensslClient(port, 'x\n');
      expect(said).toMatch(/alert (?:certificate required|handshake failure)/);
      await until(() => server.warnings.length === 1);
      expect(server.warnings[0]).toMatch(/showed no certificate, and this server requires one/);
      expect(server.links).toEqual([]);
    },
  );

  it('turns away a client whose certificate does not verify, and says who and why', async () => {
    const tls = { ...given, ca, clientCertificate: 'required' };
    const { server, port } = await startTlsEcho(secrets, tls);
    await using _ = server;
    await runOpensslClient(port, 'x\n', '-cert', files.path('self.pem'), '-key', files.path('self.key'));
    await until(() => server.warnings.length === 1);
    expect(server.warnings[0]).toMatch(
      /^127\.0\.0\.1:\d+ was turned away, because this server requires a certificate that verifies\. .*self-signed.* It showed “CN=localhost”\.$/,
    );
    expect(server.links).toEqual([]);
  });

  it('takes a client with the certificate that it requires, and shows it', async () => {
    const tls = { ...given, ca, clientCertificate: 'required' };
    const { server, url } = await startTlsEcho(secrets, tls);
    await using _ = server;
    const certificate = await readFile(files.path('client.pem'), 'utf8');
    const options = { ca, certificate, key: ref('client.key') };
    const { endpoint, link } = await connectTo(client(url, options), secrets);
    await using __ = endpoint;
    await link.send('hello');
    await link.receives('hello');
    const { tls: facts } = (await server.link()).facts;
    expect(facts?.verification).toBe('verified');
    expect(facts?.chain[0]?.subject).toBe('CN=bench client');
  });

  it('lets a client in whose certificate it only asked for, and says that it does not verify', async () => {
    const { server, url } = await startTlsEcho(secrets, { ...given, clientCertificate: 'asked' });
    await using _ = server;
    const certificate = await readFile(files.path('client.pem'), 'utf8');
    const options = { ca, certificate, key: ref('client.key') };
    const { endpoint } = await connectTo(client(url, options), secrets);
    await using __ = endpoint;
    expect((await server.link()).facts.tls).toMatchObject({
      verification: 'unverified',
      problem: { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
    });
  });

  it('tells the client that its certificate is missing, though the handshake was done for it (TLS 1.3)', async () => {
    const { server, url } = await startTlsEcho(secrets, { ...given, ca, clientCertificate: 'required' });
    await using _ = server;
    await using endpoint = RecordedEndpoint.start(client(url, { ca }));
    const link = await endpoint.link();
    expect(await link.end()).toMatchObject({
      clean: false,
      code: expect.stringMatching(/^ERR_SSL_TLSV13?_ALERT_CERTIFICATE_REQUIRED$/),
    });
  });
});
