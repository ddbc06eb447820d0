import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requirePath } from './program.ts';

const run = promisify(execFile);

/** The passphrase of `encrypted.key` and `client.p12`. */
export const filesPassphrase = 'open sesame';

/**
 * Certificates and keys in a folder, made by `openssl`: an authority (`ca`), a server's certificate for localhost and 127.0.0.1 (`server`),
 * one for another host (`other`), one that has expired (`expired`), one signed by itself (`self`) and one of a client (`client`), each as
 * `NAME.pem` and `NAME.key`; the client's key also as `encrypted.key`, and all of the client's as `client.p12`.
 */
export interface OpensslFiles {
  readonly folder: string;
  path(name: string): string;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function makeOpensslFiles(): Promise<OpensslFiles> {
  const openssl = requirePath('openssl');
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-openssl-'));
  const path = (name: string): string => join(folder, name);
  const call = async (...args: string[]): Promise<void> => void (await run(openssl, args, { cwd: folder }));
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const selfSigned = (name: string, subject: string, ...more: string[]): Promise<void> =>
    call(
      'req',
      '-x509',
      ...key,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${subject}`,
      ...more,
    );
  await selfSigned('ca', 'Bench authority', '-days', '30');
  const signed = async (
    name: string,
    subject: string,
    extensions: string,
    ...dates: string[]
  ): Promise<void> => {
    await call('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${subject}`);
    await writeFile(path(`${name}.ext`), extensions);
    const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
    await call('x509', '-req', '-in', `${name}.csr`, ...authority, ...dates, '-out', `${name}.pem`);
  };
  const hosts = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n';
  await signed('server', 'localhost', hosts, '-days', '30');
  await signed('other', 'other.example', 'subjectAltName=DNS:other.example\n', '-days', '30');
  await signed('client', 'bench client', 'extendedKeyUsage=clientAuth\n', '-days', '30');
  // `x509` of OpenSSL 3.0 takes no dates; a negative number of days ends before it begins, which is expired all the same.
  await signed('expired', 'localhost', hosts, '-days', '-1');
  await selfSigned('self', 'localhost', '-days', '30', '-addext', hosts.trim());
  const pass = `pass:${filesPassphrase}`;
  await call('pkcs8', '-topk8', '-in', 'client.key', '-out', 'encrypted.key', '-passout', pass);
  await call(
    'pkcs12',
    '-export',
    '-in',
    'client.pem',
    '-inkey',
    'client.key',
    '-out',
    'client.p12',
    '-passout',
    pass,
  );
  return { folder, path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
