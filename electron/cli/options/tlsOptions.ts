import { basename } from 'node:path';
import type { EndpointValues } from '../../../shared/command/wirebenchOptions.ts';
import type { SecretRef } from '../../../shared/model/secret.ts';
import { UsageError } from '../command.ts';
import { certificatesIn, hasPrivateKey, readOptionFile, type CommandSecrets } from './optionFiles.ts';

/** Every user of a machine can read a command line, but only its own user the environment of a process. */
const passphraseVariable = 'WIREBENCH_PASSPHRASE';

/** The part of `tls` that is read from files: authorities, certificate, key and passphrase. */
export async function tlsFiles(values: EndpointValues, secrets: CommandSecrets): Promise<object> {
  return { ca: await authorities(values.ca), ...(await identity(values, secrets)) };
}

/** The same for a server, which must have a certificate. */
export async function tlsServerFiles(values: EndpointValues, secrets: CommandSecrets): Promise<object> {
  const isGiven = values.cert !== undefined || values.pfx !== undefined;
  if (!isGiven && values['self-signed'] === undefined) {
    throw new UsageError(
      'A TLS server needs a certificate: add --cert FILE and --key FILE, --pfx FILE, or --self-signed to have one made.',
    );
  }
  if (values.ca !== undefined && values['client-cert'] === undefined) {
    throw new UsageError(
      '--ca verifies the certificates of clients. Add --client-cert asked or --client-cert required.',
    );
  }
  return { ...(await tlsFiles(values, secrets)), ...(isGiven && { identity: 'given' }) };
}

async function authorities(paths: readonly string[] | undefined): Promise<string | undefined> {
  if (paths === undefined) return undefined;
  const pems: string[] = [];
  for (const path of paths) pems.push(certificatesIn('--ca', path, await readOptionFile('--ca', path)));
  return pems.join('');
}

interface Identity {
  readonly certificate?: string;
  readonly key?: SecretRef;
  readonly pfx?: SecretRef;
  readonly passphrase?: SecretRef | undefined;
}

async function identity(values: EndpointValues, secrets: CommandSecrets): Promise<Identity> {
  const { cert, key, pfx } = values;
  if (pfx !== undefined) {
    const ref = secrets.add('pfx', basename(pfx), await readOptionFile('--pfx', pfx));
    return { pfx: ref, passphrase: passphrase(values, secrets) };
  }
  if (cert === undefined) return {};
  const certBytes = await readOptionFile('--cert', cert);
  const certificate = certificatesIn('--cert', cert, certBytes);
  if (key === undefined && !hasPrivateKey(certBytes)) {
    throw new UsageError('--cert goes with --key, unless the private key is in the same file.');
  }
  const keyBytes = key === undefined ? certBytes : await readOptionFile('--key', key);
  const ref = secrets.add('key', basename(key ?? cert), keyBytes);
  return { certificate, key: ref, passphrase: passphrase(values, secrets) };
}

function passphrase(values: EndpointValues, secrets: CommandSecrets): SecretRef | undefined {
  const text = values.passphrase ?? process.env[passphraseVariable];
  // Node puts this sign where bytes are not UTF-8; arguments have been checked for it before.
  if (values.passphrase === undefined && text?.includes('\ufffd')) {
    throw new UsageError(`${passphraseVariable} is not UTF-8.`);
  }
  return text === undefined || text === ''
    ? undefined
    : secrets.add('passphrase', 'passphrase', Buffer.from(text));
}
