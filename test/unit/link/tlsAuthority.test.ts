import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  certificateNames,
  createAuthority,
  type Authority,
} from '../../../electron/engine/secrets/authority.ts';
import { needs, programs } from '../../support/needs.ts';
import { othersMayRead } from '../../support/othersMayRead.ts';
import { requirePath } from '../../support/programs/program.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const dayMs = 24 * 3_600_000;

interface Bench {
  readonly authority: Authority;
  readonly warnings: string[];
  nowMs: number;
}

let count = 0;
function benchIn(folder: string): Bench {
  const warnings: string[] = [];
  const time = { nowMs: Date.now() };
  const authority = createAuthority({
    folder,
    nowMs: () => time.nowMs,
    makeId: () => `id${(count += 1)}`,
    warn: (message) => void warnings.push(message),
  });
  return Object.assign(time, { authority, warnings });
}

describe('the authority of a workspace', () => {
  it('is made once, in files that only the person can read and git ignores', async () => {
    await using folder = await temporaryFolder();
    const secrets = join(folder.path, 'secrets');
    const first = await benchIn(secrets).authority.describeAuthority();
    const second = await benchIn(secrets).authority.describeAuthority();
    expect(second).toEqual(first);
    expect(first.isAuthority).toBe(true);
    expect(first.subject).toMatch(/^O=Wirebench, CN=Wirebench authority of .+ \(\d{4}-\d{2}-\d{2}\)$/);
    expect((await readdir(secrets)).toSorted()).toEqual(['.gitignore', 'authority.key', 'authority.pem']);
    expect(await othersMayRead(join(secrets, 'authority.key'))).toBe(false);
  });

  it('is one, when two programs make it at the same time', async () => {
    await using folder = await temporaryFolder();
    const benches = [benchIn(folder.path), benchIn(folder.path), benchIn(folder.path)];
    const made = await Promise.all(benches.map(({ authority }) => authority.describeAuthority()));
    expect(new Set(made.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(benches.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('makes certificates for host names and addresses, for 397 days at most', async () => {
    await using folder = await temporaryFolder();
    const { authority } = benchIn(folder.path);
    const { certificate } = await authority.makeIdentity([
      'localhost',
      '127.0.0.1',
      '::1',
      '*.bücher.example',
    ]);
    const own = new X509Certificate(certificate);
    for (const name of ['localhost', 'a.xn--bcher-kva.example']) expect(own.checkHost(name)).toBeDefined();
    for (const address of ['127.0.0.1', '::1']) expect(own.checkIP(address)).toBeDefined();
    expect(own.checkHost('other.example')).toBeUndefined();
    expect(own.ca).toBe(false);
    const days = (own.validToDate.getTime() - own.validFromDate.getTime()) / dayMs;
    expect(days).toBeGreaterThan(390);
    expect(days).toBeLessThanOrEqual(397);
  });

  it('makes certificates that openssl takes at its strictest', needs(programs('openssl')), async () => {
    await using folder = await temporaryFolder();
    const { authority } = benchIn(folder.path);
    const { certificate } = await authority.makeIdentity(['localhost']);
    const path = join(folder.path, 'server.pem');
    await writeFile(path, certificate);
    const verify = ['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'localhost'];
    const args = [...verify, '-CAfile', join(folder.path, 'authority.pem'), path];
    const { stdout } = await promisify(execFile)(requirePath('openssl'), args);
    expect(stdout.trim()).toBe(`${path}: OK`);
  });

  it('gives the same names the same certificate, until that has nearly expired', async () => {
    await using folder = await temporaryFolder();
    const bench = benchIn(folder.path);
    const first = await bench.authority.makeIdentity(['localhost']);
    expect(await bench.authority.makeIdentity(['localhost'])).toEqual(first);
    expect(await bench.authority.makeIdentity(['other.test'])).not.toEqual(first);
    bench.nowMs += 396.5 * dayMs;
    const next = await bench.authority.makeIdentity(['localhost']);
    expect(next).not.toEqual(first);
    expect(new X509Certificate(next.certificate).validToDate.getTime()).toBeGreaterThan(
      bench.nowMs + 300 * dayMs,
    );
  });

  it('is followed by another before it expires, and stays where it was', async () => {
    await using folder = await temporaryFolder();
    const bench = benchIn(folder.path);
    const first = await bench.authority.describeAuthority();
    bench.nowMs += 3640 * dayMs;
    const second = await bench.authority.describeAuthority();
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(second.validTo).toBeGreaterThan(bench.nowMs + 3600 * dayMs);
    expect(bench.warnings).toEqual([]);
    expect(await readFile(join(folder.path, 'authority.pem'), 'utf8')).toBe(first.pem);
    expect(await readFile(join(folder.path, 'authority-2.pem'), 'utf8')).toBe(second.pem);
  });

  it.each([
    ['authority.pem', 'no certificate at all'],
    ['authority.pem', ''],
    ['authority.key', 'no key at all'],
  ])('is made anew beside a damaged %s, which stays, and says so', async (file, content) => {
    await using folder = await temporaryFolder();
    const first = await benchIn(folder.path).authority.describeAuthority();
    await writeFile(join(folder.path, file), content);
    const bench = benchIn(folder.path);
    const second = await bench.authority.describeAuthority();
    expect(second.fingerprint).not.toBe(first.fingerprint);
    expect(bench.warnings).toEqual([
      expect.stringMatching(/authority\.pem cannot be used .* created beside it/),
    ]);
    expect(await readFile(join(folder.path, file), 'utf8')).toBe(content);
    expect(await benchIn(folder.path).authority.describeAuthority()).toEqual(second);
  });

  it.each(['a b', 'http://x', '', '300.1.2.3', '-x', 'fe80::1%eth0', `${'a'.repeat(64)}.test`])(
    'refuses the name “%s”, at its field',
    async (name) => {
      await using folder = await temporaryFolder();
      const { authority } = benchIn(folder.path);
      await expect(authority.makeIdentity(['localhost', name])).rejects.toMatchObject({
        field: 'tls.names.1',
      });
      expect(await readdir(folder.path)).toEqual([]);
    },
  );

  it('writes names as certificates have them, each once', () => {
    expect(certificateNames(['LocalHost', 'localhost.', '[::1]', '::1', 'my_host'])).toEqual([
      'localhost',
      '::1',
      'my_host',
    ]);
  });
});
