import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { filesPassphrase, makeOpensslFiles, type OpensslFiles } from '../../support/programs/opensslFiles.ts';
import { runOpensslClient, startOpensslServer } from '../../support/programs/opensslPrograms.ts';
import { startTlsServers } from '../../support/programs/startTlsServers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { conversation, factsOf } from '../../support/finished.ts';
import { runHere, WirebenchHere } from '../../support/wirebenchHere.ts';

describe('the command line over TLS', needs(programs('openssl')), () => {
  let files: OpensslFiles;
  beforeAll(async () => {
    files = await makeOpensslFiles();
  });
  afterAll(() => files[Symbol.asyncDispose]());
  afterEach(() => void vi.unstubAllEnvs());

  describe('connect (openssl s_server)', () => {
    const serverFiles = (): string[] => ['-cert', files.path('server.pem'), '-key', files.path('server.key')];
    const ask = ['--send', 'abc\\n', '--until', '1', '--json'];

    it('verifies with --ca, negotiates as it was told, and says in JSON what was agreed on', async () => {
      await using server = await startOpensslServer(...serverFiles(), '-alpn', 'bench');
      const finished = await runHere(
        ...['connect', `tls://localhost:${server.port}`, '--ca', files.path('ca.pem')],
        ...['--no-system-ca', '--alpn', 'other,bench', '--max-version', '1.2', ...ask],
      );
      expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
      expect(conversation(finished)).toEqual(['→ abc\n', '← cba\n']);
      expect(factsOf(finished, 'open')).toMatchObject({
        connectMs: expect.any(Number),
        secureMs: expect.any(Number),
        remote: expect.stringContaining(`:${server.port}`),
        tls: {
          version: 'TLSv1.2',
          alpn: 'bench',
          serverName: 'localhost',
          authorized: true,
          verification: 'verified',
          problem: null,
          chain: [
            { subject: 'CN=localhost', issuer: 'CN=Bench authority' },
            { subject: 'CN=Bench authority' },
          ],
        },
      });
    });

    it('refuses what does not verify, shows the chain, and takes the fingerprint that it printed', async () => {
      await using server = await startOpensslServer(...serverFiles());
      const url = `tls://localhost:${server.port}`;
      const refused = await runHere('connect', url);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toMatch(/^--ca: The certificate of localhost/);
      expect(refused.stdout).toContain('issued by  CN=Bench authority');
      const trust = /^To trust this certificate: --trust (\S+)$/m.exec(refused.stdout)?.[1] ?? '';
      const pinned = await runHere(
        'connect',
        url,
        '--trust',
        trust.toLowerCase().replaceAll(':', ''),
        ...ask,
      );
      expect(pinned.status).toBe(0);
      expect(factsOf(pinned, 'open')?.tls).toMatchObject({ authorized: false, verification: 'pinned' });
      const insecure = await runHere('connect', url, '--insecure', ...ask);
      expect(factsOf(insecure, 'open')?.tls).toMatchObject({ authorized: false, verification: 'unverified' });
    });

    it('says in JSON why it never opened, with the facts of what was refused', async () => {
      await using server = await startOpensslServer(...serverFiles());
      const finished = await runHere('connect', `tls://localhost:${server.port}`, '--json');
      expect(finished.lines.map(({ event }) => event)).toEqual(['record', 'closed']);
      expect(finished.lines.at(-1)).toMatchObject({
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        field: 'tls.ca',
        facts: {
          tls: {
            verification: 'refused',
            chain: [{ names: ['localhost', '127.0.0.1', expect.any(String)] }],
          },
        },
      });
    });

    it('shows a client certificate: PEM, an encrypted key, PKCS #12, a passphrase from the environment', async () => {
      const mutual = ['-CAfile', files.path('ca.pem'), '-Verify', '1', '-verify_return_error'];
      await using server = await startOpensslServer(...serverFiles(), ...mutual);
      const connect = (...args: string[]): ReturnType<typeof runHere> =>
        runHere('connect', `tls://localhost:${server.port}`, '--ca', files.path('ca.pem'), ...args, ...ask);
      const certificate = ['--cert', files.path('client.pem')];
      const encrypted = [...certificate, '--key', files.path('encrypted.key')];
      expect((await connect(...certificate, '--key', files.path('client.key'))).status).toBe(0);
      expect((await connect(...encrypted, '--passphrase', filesPassphrase)).status).toBe(0);
      vi.stubEnv('WIREBENCH_PASSPHRASE', filesPassphrase);
      expect((await connect('--pfx', files.path('client.p12'))).status).toBe(0);
      const wrong = await connect(...encrypted, '--passphrase', 'guess');
      expect({ status: wrong.status, stderr: wrong.stderr }).toEqual({
        status: 1,
        stderr: expect.stringMatching(/^--passphrase: /),
      });
      expect((await connect()).status).toBe(1);
    });

    it('puts no secret into the recording', async () => {
      await using server = await startOpensslServer(...serverFiles());
      await using folder = await temporaryFolder();
      const file = join(folder.path, 'talk.wbs');
      const both = join(folder.path, 'both.pem');
      const key = await readFile(files.path('client.key'), 'utf8');
      await writeFile(both, (await readFile(files.path('client.pem'), 'utf8')) + key);
      const { status } = await runHere(
        ...['connect', `tls://localhost:${server.port}`, '--ca', files.path('ca.pem')],
        ...['--cert', both, '--save', file, ...ask],
      );
      expect(status).toBe(0);
      const recorded = await readFile(file, 'latin1');
      expect(recorded).toContain('BEGIN CERTIFICATE');
      expect(recorded).not.toContain('PRIVATE KEY');
      expect(recorded).not.toContain(key.split('\n')[1]);
    });

    it('writes the secrets of TLS where --key-log says', async () => {
      await using server = await startOpensslServer(...serverFiles());
      await using folder = await temporaryFolder();
      const file = join(folder.path, 'keys.log');
      const url = `tls://localhost:${server.port}`;
      const finished = await runHere('connect', url, '--insecure', '--key-log', file, ...ask);
      expect(factsOf(finished, 'open')?.tls?.keyLog).toBe(file);
      expect(await readFile(file, 'utf8')).toMatch(/^CLIENT_TRAFFIC_SECRET_0 [0-9a-f]+ [0-9a-f]+$/m);
    });

    it('names the option of a key that belongs to another certificate', async () => {
      await using server = await startOpensslServer(...serverFiles());
      const finished = await runHere(
        ...['connect', `tls://localhost:${server.port}`, '--cert', files.path('client.pem')],
        ...['--key', files.path('server.key'), '--json'],
      );
      expect(finished.status).toBe(1);
      expect(finished.stderr).toMatch(/^--key: .*does not belong to the certificate/);
      expect(finished.lines.at(-1)).toMatchObject({ event: 'closed', field: 'tls.key' });
    });

    const smtpMissing = startTlsServers.smtp.missing();
    it('goes over to TLS after the dialogue of SMTP', needs(smtpMissing), async () => {
      await using server = await startTlsServers.smtp.start(files);
      const finished = await runHere(
        ...['connect', `tcp://localhost:${server.port}`, '--starttls', 'smtp', '--ca', files.path('ca.pem')],
        ...['--send', 'NOOP\\r\\n', '--until', '1', '--json'],
      );
      expect({ status: finished.status, stderr: finished.stderr }).toEqual({ status: 0, stderr: '' });
      const order = finished.lines.filter(({ event }) => event !== 'record').map(({ event }) => event);
      expect(order).toEqual(['open', 'secured', 'closed']);
      expect(factsOf(finished, 'secured')).toMatchObject({
        dialogueMs: expect.any(Number),
        secureMs: expect.any(Number),
        tls: { authorized: true },
      });
      const said = conversation(finished);
      expect(said.slice(-2)).toEqual(['→ NOOP\r\n', '← 250 OK\r\n']);
      expect(said[0]).toMatch(/^← 220 /);
    });
  });

  describe('listen (openssl s_client)', () => {
    it('makes a certificate that verifies with the authority that it saves', async () => {
      await using folder = await temporaryFolder();
      const authority = join(folder.path, 'ca.pem');
      const wirebench = new WirebenchHere([
        ...[
          'listen',
          'tls://127.0.0.1:0',
          '--self-signed',
          '--name',
          'bench.example',
          '--save-ca',
          authority,
        ],
        ...['--echo', '--until', '1', '--json'],
      ]);
      const { port } = await wirebench.url();
      const said = await runOpensslClient(
        Number(port),
        'hello\n',
        ...['-CAfile', authority, '-verify_hostname', 'bench.example', '-servername', 'bench.example'],
      );
      expect(said).toContain('Verify return code: 0 (ok)');
      expect(said).toContain('hello');
      expect(conversation(await wirebench.finished)).toEqual(['← hello\n', '→ hello\n']);
    });

    it('turns clients away that show no certificate where one is required', async () => {
      const wirebench = new WirebenchHere([
        ...[
          'listen',
          'tls://127.0.0.1:0',
          '--cert',
          files.path('server.pem'),
          '--key',
          files.path('server.key'),
        ],
        ...['--client-cert', 'required', '--ca', files.path('ca.pem'), '--send', 'welcome', '--json'],
      ]);
      const port = Number((await wirebench.url()).port);
      expect(await runOpensslClient(port, '')).not.toContain('welcome');
      const shown = ['-cert', files.path('client.pem'), '-key', files.path('client.key')];
      const client = spawn('openssl', ['s_client', '-quiet', '-connect', `127.0.0.1:${port}`, ...shown]);
      const welcomed = new Promise<string>((resolve) => {
        client.stdout.on('data', (bytes: Buffer) => resolve(bytes.toString()));
      });
      expect(await welcomed).toBe('welcome');
      client.kill();
      const { status } = await wirebench.interrupt();
      expect(status).toBe(0);
    });
  });
});
