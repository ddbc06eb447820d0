import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { codeOf, messageOf } from '../../../shared/base/errors.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { largestSecretBytes, type SecretRef } from '../../../shared/model/secret.ts';
import { credentialKindOf } from '../../../shared/model/credentialKind.ts';
import { describeCredential } from '../../../shared/model/describeCredential.ts';
import { pemBlocks } from '../../engine/certificates/certificates.ts';
import { UsageError } from '../command.ts';

/** The secrets of one command line, by the ids under which its endpoint refers to them. */
export class CommandSecrets {
  readonly bytes = new Map<string, Uint8Array>();

  /** `id`: lower-case letters and hyphens, different for each secret of the endpoint. */
  add(id: string, name: string, bytes: Uint8Array): SecretRef {
    this.bytes.set(id, bytes);
    return { id, name: name.slice(0, 200) };
  }
}

/** Reads a certificate, key or PKCS #12 file, at most 1 MiB. */
export async function readOptionFile(option: string, path: string): Promise<Uint8Array> {
  const shown = visibleLine(path);
  try {
    // Opening a named pipe would wait for its writer; O_NONBLOCK lets us see that it is one.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (stats.isDirectory()) throw new UsageError(`${option}: ${shown} is a folder. Name a file in it.`);
    if (!stats.isFile()) throw new UsageError(`${option}: ${shown} is not a file.`);
    if (stats.size > largestSecretBytes)
      throw new UsageError(`${option}: ${shown} is larger than 1 MiB, so it is not a certificate or key.`);
    if (stats.size === 0) throw new UsageError(`${option}: ${shown} is empty.`);
    return await file.readFile();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${option}: ${describeUnreadable(shown, error)}`);
  }
}

function describeUnreadable(shown: string, error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return `there is no file ${shown}.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `${shown} may not be read by this user. Change its permissions, or copy it.`;
  return `${shown} cannot be read: ${messageOf(error)}.`;
}

/**
 * The certificates of a PEM file, and nothing else: a private key beside them must not get into an endpoint, which is written into
 * recordings.
 */
export function certificatesIn(option: string, path: string, bytes: Uint8Array): string {
  const blocks = pemBlocks(Buffer.from(bytes).toString('latin1'));
  if (blocks.length > 0) return blocks.map((block) => `${block}\n`).join('');
  const wanted = option === '--ca' ? 'authority' : 'certificate';
  const what = describeCredential(credentialKindOf(bytes), wanted) ?? 'A PKCS #12 file goes with --pfx.';
  throw new UsageError(
    `${option}: ${visibleLine(path)} has no certificate as PEM (-----BEGIN CERTIFICATE-----). ${what}`,
  );
}

/** True for a file that contains a private key as PEM, beside certificates or alone. */
export function hasPrivateKey(bytes: Uint8Array): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(Buffer.from(bytes).toString('latin1'));
}
