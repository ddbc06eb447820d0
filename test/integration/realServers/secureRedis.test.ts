import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs, programs } from '../../support/needs.ts';
import { filesPassphrase, makeOpensslFiles, type OpensslFiles } from '../../support/programs/opensslFiles.ts';
import { startSecureRedis } from '../../support/realServers.ts';
import { connectTo, RecordedEndpoint, withSecrets } from '../../support/recordingSink.ts';

const pfx = { id: 'pfx', name: 'client.p12' };
const passphrase = { id: 'passphrase', name: 'passphrase' };

describe('a Redis server behind TLS', needs(programs('redis-server', 'openssl')), () => {
  let files: OpensslFiles;
  let ca: string;
  beforeAll(async () => {
    files = await makeOpensslFiles();
    ca = await readFile(files.path('ca.pem'), 'utf8');
  });
  afterAll(() => files[Symbol.asyncDispose]());

  it('answers over TLS', async () => {
    await using redis = await startSecureRedis(files, 'any');
    const { endpoint, link } = await connectTo({ kind: 'tls-client', address: redis.url, tls: { ca } });
    await using _ = endpoint;
    expect(link.tls).toMatchObject({ version: 'TLSv1.3', verification: 'verified', role: 'client' });
    await link.send('PING\r\n');
    await link.receives('+PONG\r\n');
    expect(endpoint.steps).toEqual(['connect done', 'tls done']);
  });

  it('lets a client in that shows its certificate, and tells one without what is missing', async () => {
    await using redis = await startSecureRedis(files, 'certified');
    const { endpoint, link } = await connectTo(
      { kind: 'tls-client', address: redis.url, tls: { ca, pfx, passphrase } },
      withSecrets({
        pfx: await readFile(files.path('client.p12')),
        passphrase: Buffer.from(filesPassphrase),
      }),
    );
    await using _ = endpoint;
    await link.send('PING\r\n');
    await link.receives('+PONG\r\n');
    await using bare = RecordedEndpoint.start({ kind: 'tls-client', address: redis.url, tls: { ca } });
    const outcome = await bare.end();
    expect(outcome.clean).toBe(false);
    // Under TLS 1.3 the server says so only after our side is done.
    expect(outcome.reason).toMatch(/certificate/);
    expect(outcome.code).toMatch(/CERTIFICATE_REQUIRED/);
  });

  it('answers over its unix socket, half-closes and resets like any stream', async () => {
    await using redis = await startSecureRedis(files, 'any');
    const address = `unix:${join(redis.folder, 'socket')}`;
    const { endpoint, link } = await connectTo({ kind: 'unix-client', address });
    await using _ = endpoint;
    await link.send('PING\r\n');
    await link.receives('+PONG\r\n');
    expect(endpoint.facts.remote).toBe(join(redis.folder, 'socket'));
    link.link.end?.();
    expect(await link.end()).toMatchObject({ clean: true });
    expect(link.story.slice(-3)).toEqual(['ended out', 'ended', 'closed']);
  });
});
