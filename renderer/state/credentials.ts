import { fail, ok, type Result } from '../../shared/base/result.ts';
import { formatBase64 } from '../../shared/bytes/base64.ts';
import { isUtf8 } from '../../shared/bytes/utf8.ts';
import { largestSecretBytes } from '../../shared/model/secret.ts';

/** What a file or a pasted text holds: certificates, which are public, and a key or a PKCS #12 file, which are not. */
export interface Credentials {
  /** PEM; empty where there are none. */
  readonly certificates: string;
  /** PEM, encrypted or not. */
  readonly key: string | null;
  readonly pfx: Uint8Array | null;
}

const nothing: Credentials = { certificates: '', key: null, pfx: null };

/**
 * Tells apart what people keep in such files: PEM with certificates, keys or both, in any order (RFC 7468), or one of them as DER.
 * What stands between the blocks of a PEM file is left out. Fails with a sentence.
 */
export function readCredentials(bytes: Uint8Array): Result<Credentials, string> {
  if (bytes.length > largestSecretBytes)
    return fail('This file has more than 1 MiB, so it is no certificate and no key.');
  if (bytes.length === 0) return fail('This file is empty.');
  const der = readDer(bytes);
  if (der) return ok(der);
  return isUtf8(bytes)
    ? readPem(new TextDecoder().decode(bytes))
    : fail('This is neither PEM, nor DER, nor PKCS #12.');
}

/** The same for a text that was pasted. */
export function readPem(text: string): Result<Credentials, string> {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----/gs)].map(
    ([block, label = '']) => ({ label, block: block.replace(/\r\n?/g, '\n') }),
  );
  const certificates = blocks.filter(({ label }) => certificateLabels.has(label));
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY'));
  if (certificates.length === 0 && keys.length === 0)
    return fail(
      whyNothing(
        text,
        blocks.map(({ label }) => label),
      ),
    );
  if (keys.length > 1)
    return fail('There are several private keys in it. Take the one that belongs to the certificate.');
  return ok({
    ...nothing,
    certificates: certificates.map(({ block }) => `${block}\n`).join(''),
    key: keys[0] ? `${keys[0].block}\n` : null,
  });
}

/** RFC 7468, section 5.1, and the two names that OpenSSL has beside it. */
const certificateLabels: ReadonlySet<string> = new Set([
  'CERTIFICATE',
  'X509 CERTIFICATE',
  'TRUSTED CERTIFICATE',
]);

function whyNothing(text: string, labels: readonly string[]): string {
  if (labels[0] !== undefined)
    return `This PEM holds a ${labels[0].toLowerCase()}, and neither a certificate nor a private key.`;
  return text.includes('-----BEGIN ')
    ? 'This PEM is cut off: the line that begins with -----END is missing.'
    : 'A certificate as PEM begins with -----BEGIN CERTIFICATE-----.';
}

const sequenceTag = 0x30;
const integerTag = 0x02;
const octetsTag = 0x04;
/** RFC 7292, section 4. */
const pfxVersion = 3;

/**
 * What a DER file is, told by how it begins (X.690): a PFX with version 3 (RFC 7292), keys with version 0 or 1 (RFC 5208, 8017, 5915),
 * an encrypted key with a sequence and octets (RFC 5958), a certificate with two sequences (RFC 5280). Null for what is no DER.
 */
function readDer(bytes: Uint8Array): Credentials | null {
  const outer = readElement(bytes, 0);
  if (outer?.tag !== sequenceTag || outer.end !== bytes.length) return null;
  const first = readElement(bytes, outer.from);
  const second = first && readElement(bytes, first.end);
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

/** By what follows the version: an algorithm, the modulus of an RSA key, the octets of an EC key. */
const keyLabels: ReadonlyMap<number, string> = new Map([
  [sequenceTag, 'PRIVATE KEY'],
  [integerTag, 'RSA PRIVATE KEY'],
  [octetsTag, 'EC PRIVATE KEY'],
]);

/** Where the content of a DER element is. */
interface DerElement {
  readonly tag: number;
  readonly from: number;
  readonly end: number;
}

/** X.690, section 8.1.3: the length is one byte, or a count of the bytes that it has; 0x80 leaves it open, as some PKCS #12 files do. */
function readElement(bytes: Uint8Array, at: number): DerElement | null {
  const tag = bytes[at];
  const head = bytes[at + 1];
  if (tag === undefined || head === undefined) return null;
  if (head === 0x80) return { tag, from: at + 2, end: bytes.length };
  const count = head < 0x80 ? 0 : head & 0x7f;
  let length = head < 0x80 ? head : 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const from = at + 2 + count;
  return from + length <= bytes.length ? { tag, from, end: from + length } : null;
}

/** RFC 7468, section 2: 64 characters a line. */
function toPem(label: string, bytes: Uint8Array): string {
  const lines = formatBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
