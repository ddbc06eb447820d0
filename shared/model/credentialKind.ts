import { readDerElement } from '../bytes/der.ts';

/** The kinds of files that people give for a certificate or a key, right and wrong ones. */
export type CredentialKind =
  | 'empty'
  | 'certificate'
  | 'key'
  | 'public key'
  | 'OpenSSH key'
  | 'OpenSSH public key'
  | 'PuTTY key'
  | 'request'
  | 'PKCS #7'
  | 'CRL'
  | 'parameters'
  | 'other PEM'
  | 'PEM that is cut off'
  | 'base64'
  | 'UTF-16'
  | 'PKCS #12'
  | 'DER certificate'
  | 'DER key'
  | 'DER request'
  | 'DER PKCS #7'
  | 'DER'
  | 'Java key store'
  | 'unknown';

/**
 * Identifies a file or text by how it begins: PEM by its labels (RFC 7468), DER by its first elements (X.690). A text may have been decoded
 * from bytes that were not text: bytes that were not UTF-8 are then U+FFFD.
 */
export function credentialKindOf(bytes: Uint8Array): CredentialKind {
  const text = latin1(bytes.subarray(0, looksAtBytes));
  if (text.trim() === '') return 'empty';
  if (/^(?:\xff\xfe|\xfe\xff|(?:\xef\xbf\xbd){2})?\0?[^\0]\0[^\0]\0/.test(text)) return 'UTF-16';
  const labels = [...text.matchAll(/-----BEGIN ([^\r\n-]+)-----/g)].map(([, label = '']) => label);
  if (labels.length > 0) return kindOfPem(text, labels);
  if (text.startsWith('PuTTY-User-Key-File-')) return 'PuTTY key';
  if (/^(?:ssh-|ecdsa-sha2-|sk-ssh-)\S+ AAAA/.test(text)) return 'OpenSSH public key';
  if (text.startsWith('\xfe\xed\xfe\xed') || text.startsWith('\xce\xce\xce\xce')) return 'Java key store';
  if (text.startsWith('0')) return kindOfDer(bytes);
  return /^MI[A-Za-z0-9+/\s]{16}/.test(text.trimStart()) ? 'base64' : 'unknown';
}

/** 1 MiB: the most that such a file may have. */
const looksAtBytes = 1024 * 1024;

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return text;
}

/** By the label that matters most: one file may have keys and certificates, with parameters before them. */
function kindOfPem(text: string, labels: readonly string[]): CredentialKind {
  const found = pemKinds.find(([label]) => labels.some((each) => label.test(each)));
  const [, kind] = found ?? [null, 'other PEM' as const];
  return labels.some((label) => text.includes(`-----END ${label}-----`)) ? kind : 'PEM that is cut off';
}

const pemKinds: readonly (readonly [label: RegExp, kind: CredentialKind])[] = [
  [/^(?:X509 |TRUSTED )?CERTIFICATE$/, 'certificate'],
  [/^OPENSSH PRIVATE KEY$/, 'OpenSSH key'],
  [/PRIVATE KEY$/, 'key'],
  [/^(?:NEW )?CERTIFICATE REQUEST$/, 'request'],
  [/^(?:PKCS7|PKCS #7 SIGNED DATA|CMS)$/, 'PKCS #7'],
  [/^X509 CRL$/, 'CRL'],
  [/^SSH2 PUBLIC KEY$/, 'OpenSSH public key'],
  [/PUBLIC KEY$/, 'public key'],
  [/PARAMETERS$/, 'parameters'],
];

const tags = { integer: 0x02, octets: 0x04, objectIdentifier: 0x06, sequence: 0x30 } as const;

/** By the first elements (X.690): RFC 5280, 2986, 5958, 7292, 2315. */
function kindOfDer(bytes: Uint8Array): CredentialKind {
  const outer = readDerElement(bytes, 0);
  const first = outer && readDerElement(bytes, outer.from);
  const second = first && readDerElement(bytes, first.end);
  if (!outer || !first || !second) return 'DER';
  if (first.tag === tags.objectIdentifier) return 'DER PKCS #7';
  // A PFX has version 3, a key 0 or 1.
  if (first.tag === tags.integer) return bytes[first.from] === 3 ? 'PKCS #12' : 'DER key';
  if (first.tag !== tags.sequence) return 'DER';
  if (second.tag === tags.octets) return 'DER key';
  const inner = readDerElement(bytes, first.from);
  const isRequest = inner?.tag === tags.integer && bytes[inner.from] === 0;
  return isRequest ? 'DER request' : 'DER certificate';
}
