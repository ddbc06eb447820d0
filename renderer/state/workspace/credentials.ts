import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatBase64 } from '../../../shared/bytes/base64.ts';
import { readDerElement } from '../../../shared/bytes/der.ts';
import { isUtf8 } from '../../../shared/bytes/utf8.ts';
import { credentialKindOf, type CredentialKind } from '../../../shared/model/credentialKind.ts';
import { describeCredential } from '../../../shared/model/describeCredential.ts';
import { largestSecretBytes } from '../../../shared/model/secret.ts';

/** The contents of a file or a pasted text: certificates, which are public, and a key or a PKCS #12 file, which are not. */
export interface Credentials {
  /** PEM; empty where there are none. */
  readonly certificates: string;
  /** PEM, encrypted or not. */
  readonly key: string | null;
  readonly pfx: Uint8Array | null;
}

const nothing: Credentials = { certificates: '', key: null, pfx: null };

/**
 * Reads the usual contents of such files: PEM with certificates, keys or both, in any order (RFC 7468), or one of them as DER. Text between
 * the blocks of a PEM file is ignored. Fails with a sentence.
 */
export function readCredentials(bytes: Uint8Array): Result<Credentials, string> {
  if (bytes.length > largestSecretBytes)
    return fail('This file is larger than 1 MiB, so it is neither a certificate nor a key.');
  if (bytes.length === 0) return fail('This file is empty.');
  const kind = credentialKindOf(bytes);
  if (usable.has(kind)) {
    const der = readDer(bytes);
    if (der) return ok(der);
  }
  const what = describeCredential(kind, 'certificate');
  if (isUtf8(bytes)) return readPem(new TextDecoder().decode(bytes));
  return fail(what ?? 'This is neither PEM, nor DER, nor PKCS #12.');
}

/** The same for a pasted text. */
export function readPem(text: string): Result<Credentials, string> {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----/gs)].map(
    ([block, label = '']) => ({ label, block: block.replace(/\r\n?/g, '\n') }),
  );
  const certificates = blocks.filter(({ label }) => certificateLabels.has(label));
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  if (certificates.length === 0 && keys.length === 0) return fail(whyNothing(text, blocks[0]?.label));
  if (keys.length > 1)
    return fail('There are several private keys in it. Take the one that belongs to the certificate.');
  return ok({
    ...nothing,
    certificates: certificates.map(({ block }) => `${block}\n`).join(''),
    key: keys[0] ? `${keys[0].block}\n` : null,
  });
}

/** RFC 7468, section 5.1, and OpenSSL's two additional labels. */
const certificateLabels: ReadonlySet<string> = new Set([
  'CERTIFICATE',
  'X509 CERTIFICATE',
  'TRUSTED CERTIFICATE',
]);

function whyNothing(text: string, label: string | undefined): string {
  const kind = credentialKindOf(new TextEncoder().encode(text));
  if (label !== undefined && !convertible.has(kind)) {
    return `This PEM holds a ${label.toLowerCase()}, not a certificate or private key.`;
  }
  return (
    describeCredential(kind, 'certificate') ?? 'A certificate as PEM begins with -----BEGIN CERTIFICATE-----.'
  );
}

/** Kinds that another program can convert into what is wanted. */
const convertible: ReadonlySet<CredentialKind> = new Set(['PKCS #7', 'OpenSSH public key']);

/** The kinds that may be acceptable DER. */
const usable: ReadonlySet<CredentialKind> = new Set(['DER certificate', 'DER key', 'PKCS #12', 'DER']);

const sequenceTag = 0x30;
const integerTag = 0x02;
const octetsTag = 0x04;
/** RFC 7292, section 4. */
const pfxVersion = 3;

/**
 * Identifies a DER file by how it begins (X.690): a PFX with version 3 (RFC 7292), keys with version 0 or 1 (RFC 5208, 8017, 5915), an
 * encrypted key with a sequence and octets (RFC 5958), a certificate with two sequences (RFC 5280). Null if it is not DER.
 */
function readDer(bytes: Uint8Array): Credentials | null {
  const outer = readDerElement(bytes, 0);
  if (outer?.tag !== sequenceTag || outer.end !== bytes.length) return null;
  const first = readDerElement(bytes, outer.from);
  const second = first && readDerElement(bytes, first.end);
  if (!first || !second) return null;
  if (first.tag === sequenceTag) {
    return second.tag === octetsTag
      ? { ...nothing, key: toPem('ENCRYPTED PRIVATE KEY', bytes) }
      : { ...nothing, certificates: toPem('CERTIFICATE', bytes) };
  }
  if (first.tag !== integerTag) return null;
  if (bytes[first.from] === pfxVersion) return { ...nothing, pfx: bytes };
  const label = keyLabels.get(second.tag);
  return label === undefined ? null : { ...nothing, key: toPem(label, bytes) };
}

/** The labels by the element after the version: an algorithm, the modulus of an RSA key, the octets of an EC key. */
const keyLabels: ReadonlyMap<number, string> = new Map([
  [sequenceTag, 'PRIVATE KEY'],
  [integerTag, 'RSA PRIVATE KEY'],
  [octetsTag, 'EC PRIVATE KEY'],
]);

/** RFC 7468, section 2: 64 characters per line. */
function toPem(label: string, bytes: Uint8Array): string {
  const lines = formatBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
