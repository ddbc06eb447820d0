import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { SecretRef } from '../../../../shared/model/secret.ts';
import { codeOf, messageOf } from '../../../../shared/base/errors.ts';
import { credentialKindOf } from '../../../../shared/model/credentialKind.ts';
import { describeCredential } from '../../../../shared/model/describeCredential.ts';
import { keysInWords } from '../../../../shared/model/tlsLibrary.ts';
import type { LinkContext } from '../link.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { pemBlocks } from '../../certificates/certificates.ts';
import { tlsLibrary } from './library.ts';
import { describeUnusableKey } from './unusableKey.ts';

/** The options of either role about its own certificate. */
export interface IdentityOptions {
  readonly certificate: string;
  readonly key: SecretRef | null;
  readonly pfx: SecretRef | null;
  readonly passphrase: SecretRef | null;
}

/** The field that holds the endpoint's own certificate. */
export function identityFieldOf({ pfx }: Pick<IdentityOptions, 'pfx'>): 'tls.certificate' | 'tls.pfx' {
  return pfx === null ? 'tls.certificate' : 'tls.pfx';
}

/** The source of the secrets that these options refer to. */
export type SecretSource = Pick<LinkContext, 'secret'>;

type Identity = Pick<SecureContextOptions, 'cert' | 'key' | 'pfx' | 'passphrase'>;

/**
 * Loads the endpoint's own certificate and its key; empty when the options name none. Rejects with a `LinkProblem` at the faulty field:
 * every fault that shows before a handshake is reported here.
 */
export async function loadIdentity(options: IdentityOptions, source: SecretSource): Promise<Identity> {
  if (options.pfx !== null) return loadPfx(options, options.pfx, source);
  if (options.certificate.trim() === '' && options.key === null) return {};
  const [certificate] = await readOwn(options, source);
  requireUsableKey(certificate, 'tls.certificate');
  if (options.key === null) {
    throw problem('tls.key', 'A certificate needs its private key. Add the key, or remove the certificate.');
  }
  const keyBytes = await secretOf(options.key, 'tls.key', source);
  const key = readKey(keyBytes, await passphraseOf(options, source));
  if (!certificate.checkPrivateKey(key)) {
    throw problem(
      'tls.key',
      'This private key does not belong to the certificate. Choose the key that the certificate was made with.',
    );
  }
  return { cert: options.certificate, key: key.export({ type: 'pkcs8', format: 'pem' }) };
}

/** Throws a `LinkProblem` for a certificate whose key the TLS library cannot use. */
function requireUsableKey(certificate: X509Certificate, field: string): void {
  const why = describeUnusableKey(certificate);
  if (why !== null) throw problem(field, why);
}

/** The certificates of the field. When it holds the key, and the key's field holds the certificates, the error says so. */
async function readOwn(
  { certificate, key }: IdentityOptions,
  source: SecretSource,
): Promise<[X509Certificate, ...X509Certificate[]]> {
  if (key !== null && credentialKindOf(Buffer.from(certificate)) === 'key') {
    const bytes = await secretOf(key, 'tls.key', source);
    if (
      credentialKindOf(bytes) === 'certificate' &&
      !/PRIVATE KEY-----/.test(Buffer.from(bytes).toString('latin1'))
    ) {
      throw problem(
        'tls.certificate',
        'This is a private key, and the certificate is in the field of the key. Swap the two.',
      );
    }
  }
  return readCertificates(certificate);
}

/** The certificates of the field, the endpoint's own first. Throws a `LinkProblem`. */
function readCertificates(pem: string): [X509Certificate, ...X509Certificate[]] {
  try {
    const [own, ...others] = pemBlocks(pem).map((block) => new X509Certificate(block));
    if (own !== undefined) return [own, ...others];
  } catch (cause) {
    throw problem(
      'tls.certificate',
      'The certificate is damaged and cannot be read. Paste it again, from the BEGIN line to the END line.',
      cause,
    );
  }
  throw problem('tls.certificate', noCertificateIn(pem));
}

function noCertificateIn(text: string): string {
  const kind = credentialKindOf(Buffer.from(text));
  if (kind === 'empty') return 'A private key needs its certificate. Add the certificate, or remove the key.';
  return (
    describeCredential(kind, 'certificate') ??
    'There is no certificate in this text. It is a PEM file that begins with “-----BEGIN CERTIFICATE-----”.'
  );
}

function readKey(bytes: Uint8Array, passphrase: string | undefined): KeyObject {
  const kind = credentialKindOf(bytes);
  const text = Buffer.from(bytes).toString('latin1');
  const isEncrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(text);
  if (isEncrypted && passphrase === undefined) {
    throw problem('tls.passphrase', 'The private key is encrypted. Add its passphrase.');
  }
  // A certificate may precede its key.
  const what =
    /PRIVATE KEY-----/.test(text) && kind === 'certificate' ? null : describeCredential(kind, 'key');
  if (what !== null) throw problem('tls.key', what);
  try {
    if (!text.includes('-----BEGIN '))
      return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
    // OpenSSL requires the first line to begin with the dashes; a byte order mark may precede them.
    const key = Buffer.from(text.slice(text.indexOf('-----BEGIN ')), 'latin1');
    return createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    if (isEncrypted && isDecryptProblem(cause)) {
      throw problem('tls.passphrase', 'The passphrase does not open the private key.', cause);
    }
    throw problem('tls.key', isUnknownKind(cause) ? unknownKeyKind() : unreadableKey, cause);
  }
}

/** Both TLS libraries have their own words for it, and by chance of the padding some wrong passphrases fail later, as bad ASN.1. */
function isDecryptProblem(error: unknown): boolean {
  return /decrypt|asn1|decode|unsupported|too long|wrong tag/i.test(`${codeOf(error)} ${messageOf(error)}`);
}

/** BoringSSL's codes for algorithms and curves that it lacks. */
function isUnknownKind(error: unknown): boolean {
  return /UNSUPPORTED_ALGORITHM|UNKNOWN_GROUP/.test(codeOf(error) ?? messageOf(error));
}

function unknownKeyKind(): string {
  const library = tlsLibrary();
  return `The private key is of a kind that ${library.name}, the TLS library of this program, cannot use. Use a key of ${keysInWords(library) ?? 'RSA or EC P-256'}.`;
}

const unreadableKey =
  'The private key cannot be read. It is a PEM file that begins with “-----BEGIN PRIVATE KEY-----”, or the same in DER.';

async function loadPfx(options: IdentityOptions, ref: SecretRef, source: SecretSource): Promise<Identity> {
  const bytes = await secretOf(ref, 'tls.pfx', source);
  const passphrase = (await passphraseOf(options, source)) ?? '';
  const pfx = Buffer.from(bytes);
  const what = describeCredential(credentialKindOf(bytes), 'pfx');
  if (what !== null) throw problem('tls.pfx', what);
  try {
    createSecureContext({ pfx, passphrase });
    return { pfx, passphrase };
  } catch (cause) {
    return await readOldPfx(pfx, passphrase, cause);
  }
}

/** OpenSSL 3 cannot open the ciphers of older PKCS #12 files (RC2, as older Windows and macOS write them); another reader can. */
async function readOldPfx(pfx: Uint8Array, passphrase: string, cause: unknown): Promise<Identity> {
  const said = messageOf(cause);
  if (/mac verify|incorrect.password|bad_password/i.test(said)) throw wrongPfxPassphrase(passphrase, cause);
  const { readPfx } = await import('./pfx.ts');
  const contents = readPfx(pfx, passphrase);
  if (contents === 'wrong-passphrase') throw wrongPfxPassphrase(passphrase, cause);
  if (contents === 'old-cipher') {
    throw problem(
      'tls.pfx',
      'This PKCS #12 file is encrypted in an old way (such as RC4) that is no longer supported. “openssl pkcs12 -legacy -in FILE -out NEW.pem”, then “openssl pkcs12 -export -in NEW.pem -out NEW.p12” convert it.',
      cause,
    );
  }
  if (contents === 'unreadable') {
    throw problem(
      'tls.pfx',
      'This is not a PKCS #12 file (.p12, .pfx), or it is damaged. Export it again, with its private key.',
      cause,
    );
  }
  if (contents.key === null || contents.certificates.length === 0) {
    const missing = contents.key === null ? 'private key' : 'certificate';
    throw problem(
      'tls.pfx',
      `This PKCS #12 file has no ${missing}. Export it again, with its private key.`,
      cause,
    );
  }
  const [own] = contents.certificates;
  if (own !== undefined) requireUsableKey(new X509Certificate(own), 'tls.pfx');
  return { cert: contents.certificates.join('\n'), key: contents.key };
}

function wrongPfxPassphrase(passphrase: string, cause: unknown): LinkProblem {
  const message =
    passphrase === ''
      ? 'The PKCS #12 file has a passphrase. Add it.'
      : 'The passphrase does not open the PKCS #12 file.';
  return problem('tls.passphrase', message, cause);
}

/** The passphrase as text; undefined when there is none. An editor's line break at the end of a file does not belong to it. */
export async function passphraseOf(
  { passphrase }: Pick<IdentityOptions, 'passphrase'>,
  source: SecretSource,
): Promise<string | undefined> {
  if (passphrase === null) return undefined;
  const bytes = await secretOf(passphrase, 'tls.passphrase', source);
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

async function secretOf(ref: SecretRef, field: string, source: SecretSource): Promise<Uint8Array> {
  try {
    return await source.secret(ref);
  } catch (cause) {
    throw problem(field, messageOf(cause), cause);
  }
}

function problem(field: string, message: string, cause?: unknown): LinkProblem {
  return new LinkProblem(message, {
    field,
    ...(cause === undefined ? {} : { cause, code: codeOf(cause) ?? null }),
  });
}
