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

/** What a file or text was supposed to be. */
type WantedCredential = 'certificate' | 'authority' | 'key' | 'pfx';

/** Says what a file or text is instead of what was wanted, and what to do with it; null where it is what was wanted, or is unknown. */
export function describeCredential(kind: CredentialKind, wanted: WantedCredential): string | null {
  const wantsKey = wanted === 'key';
  const wantsPfx = wanted === 'pfx';
  switch (kind) {
    case 'empty':
    case 'unknown':
      return null;
    case 'certificate':
      if (wantsPfx) return pemForPfx;
      return wantsKey
        ? 'This is a certificate. The private key is the PEM file that begins with “-----BEGIN PRIVATE KEY-----”.'
        : null;
    case 'key':
      if (wantsPfx) return pemForPfx;
      if (wantsKey) return null;
      return wanted === 'authority'
        ? 'This is a private key, not the certificate of an authority. Use the certificate that begins with “-----BEGIN CERTIFICATE-----”.'
        : 'This is a private key. The certificate is the PEM file that begins with “-----BEGIN CERTIFICATE-----”; the key has a field of its own.';
    case 'public key':
      return `This is a public key. ${wantsKey ? 'The private key is needed.' : 'A certificate is a public key with a name that an authority has signed.'}`;
    case 'OpenSSH key':
      return wantsKey
        ? 'This is a key of OpenSSH. TLS takes PEM: “ssh-keygen -p -m PEM -f FILE” converts a copy of it.'
        : 'This is a private key of OpenSSH, not a certificate. TLS needs an X.509 certificate, as an authority issues it.';
    case 'OpenSSH public key':
      return 'This is a public key of SSH, which TLS cannot use. TLS needs an X.509 certificate and its private key.';
    case 'PuTTY key':
      return `This is a key of PuTTY. “puttygen FILE -O private-openssh -o NEW”, then “ssh-keygen -p -m PEM -f NEW” convert it to PEM${wantsKey ? '' : ', for the field of the key'}.`;
    case 'request':
    case 'DER request':
      return wantsKey
        ? 'This is a certificate request (CSR). The private key is in another file, which was made with it.'
        : 'This is a certificate request (CSR). An authority makes the certificate from it.';
    case 'PKCS #7':
      return pkcs7('', wantsKey);
    case 'DER PKCS #7':
      return pkcs7(' -inform der', wantsKey);
    case 'CRL':
      return 'This is a list of revoked certificates (CRL), not a certificate.';
    case 'parameters':
      return 'These are parameters for a key exchange or a curve, and nothing else. The block that begins with “-----BEGIN” and a certificate or key is missing.';
    case 'other PEM':
      return 'This PEM holds neither a certificate nor a private key.';
    case 'PEM that is cut off':
      return 'This PEM is cut off: the line that begins with -----END is missing.';
    case 'UTF-16':
      return 'This text is UTF-16, as some Windows programs write it. Save it as UTF-8 or ASCII.';
    case 'base64':
      return `This looks like a certificate or key in Base64, or like DER or a PKCS #12 file written so, without the lines of PEM. Put ${wantsKey ? '“-----BEGIN PRIVATE KEY-----” and “-----END PRIVATE KEY-----”' : '“-----BEGIN CERTIFICATE-----” and “-----END CERTIFICATE-----”'} around it; a PKCS #12 file (.p12, .pfx) has its own field.`;
    case 'PKCS #12':
      if (wantsPfx) return null;
      return wanted === 'authority'
        ? 'This is a PKCS #12 file (.p12, .pfx). “openssl pkcs12 -in FILE -nokeys” takes the certificates out of it.'
        : 'This is a PKCS #12 file (.p12, .pfx), which has its own field (--pfx).';
    case 'DER certificate':
      if (wantsKey) return 'This is a certificate, in DER. The private key is in another file.';
      return wantsPfx
        ? 'This is a certificate in DER, not a PKCS #12 file (.p12, .pfx). Convert it with “openssl x509 -inform der -in FILE”, and put it into its own field.'
        : 'This is a certificate in DER. Convert it with “openssl x509 -inform der -in FILE”.';
    case 'DER key':
      if (wantsKey) return null;
      return 'This is a private key, in DER. The key has a field of its own.';
    case 'DER':
      return wantsKey || wantsPfx
        ? null
        : 'This looks like a certificate in DER or a PKCS #12 file. Convert a DER file with “openssl x509 -inform der -in FILE”; add a PKCS #12 file (.p12, .pfx) in its own field.';
    case 'Java key store':
      return 'This is a Java key store (JKS). “keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype pkcs12” converts it to a PKCS #12 file, which has its own field.';
  }
}

const pemForPfx =
  'This is a PEM file, not a PKCS #12 file (.p12, .pfx). Put its certificate and its key into their own fields.';

function pkcs7(form: string, wantsKey: boolean): string {
  return wantsKey
    ? 'This is PKCS #7 (.p7b), which holds certificates but no key. The private key is in another file.'
    : `This is PKCS #7 (.p7b). “openssl pkcs7 -print_certs${form} -in FILE” takes the certificates out of it.`;
}
