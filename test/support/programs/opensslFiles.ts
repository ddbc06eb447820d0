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

type Call = (...args: string[]) => Promise<void>;

export async function makeOpensslFiles(): Promise<OpensslFiles> {
  const openssl = requirePath('openssl');
  const folder = await mkdtemp(join(tmpdir(), 'wirebench-openssl-'));
  const path = (name: string): string => join(folder, name);
  const call: Call = async (...args) => void (await run(openssl, args, { cwd: folder }));
  await selfSigned(call, 'ca', 'Bench authority');
  const signed = async (name: string, subject: string, extensions: string, days = '30'): Promise<void> => {
    await writeFile(path(`${name}.ext`), extensions);
    await signedByAuthority(call, name, subject, days);
  };
  const hosts = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n';
  await signed('server', 'localhost', hosts);
  await signed('other', 'other.example', 'subjectAltName=DNS:other.example\n');
  await signed('client', 'bench client', 'extendedKeyUsage=clientAuth\n');
  // `x509` of OpenSSL 3.0 takes no dates; a negative number of days ends before it begins, which is expired all the same.
  await signed('expired', 'localhost', hosts, '-1');
  await selfSigned(call, 'self', 'localhost', '-addext', hosts.trim());
  const pass = ['-passout', `pass:${filesPassphrase}`];
  await call('pkcs8', '-topk8', '-in', 'client.key', '-out', 'encrypted.key', ...pass);
  await call('pkcs12', '-export', '-in', 'client.pem', '-inkey', 'client.key', '-out', 'client.p12', ...pass);
  return { folder, path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

async function selfSigned(call: Call, name: string, subject: string, ...more: string[]): Promise<void> {
  const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`];
  await call('req', '-x509', ...newKey, ...files, '-subj', `/CN=${subject}`, '-days', '30', ...more);
}

/** By the authority `ca`, with the extensions in `NAME.ext`. */
async function signedByAuthority(call: Call, name: string, subject: string, days: string): Promise<void> {
  await call('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${subject}`);
  const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
  await call('x509', '-req', '-in', `${name}.csr`, ...authority, '-days', days, '-out', `${name}.pem`);
}
