import type { CredentialKind } from './credentialKind.ts';

/** What a file or text was supposed to be. */
type WantedCredential = 'certificate' | 'authority' | 'key' | 'pfx';

/** Says what a file or text is instead of what was wanted, and what to do with it; null where it is what was wanted, or is unknown. */
export function describeCredential(kind: CredentialKind, wanted: WantedCredential): string | null {
  const sentences = sentencesOf[kind];
  const sentence = sentences[wanted];
  return sentence === undefined ? sentences.otherwise : sentence;
}

/** By what was wanted; `otherwise` is for what is not named. Null: it is right, or nothing can be said. */
interface Sentences extends Partial<Readonly<Record<WantedCredential, string | null>>> {
  readonly otherwise: string | null;
}

const nothingToSay: Sentences = { otherwise: null };

const pemForPfx =
  'This is a PEM file, not a PKCS #12 file (.p12, .pfx). Put its certificate and its key into their own fields.';

const request: Sentences = {
  key: 'This is a certificate request (CSR). The private key is in another file, which was made with it.',
  otherwise: 'This is a certificate request (CSR). An authority makes the certificate from it.',
};

const puttyToPem =
  'This is a key of PuTTY. “puttygen FILE -O private-openssh -o NEW”, then “ssh-keygen -p -m PEM -f NEW” convert it to PEM';

const sentencesOf: Readonly<Record<CredentialKind, Sentences>> = {
  empty: nothingToSay,
  unknown: nothingToSay,
  certificate: {
    key: 'This is a certificate. The private key is the PEM file that begins with “-----BEGIN PRIVATE KEY-----”.',
    pfx: pemForPfx,
    otherwise: null,
  },
  key: {
    key: null,
    pfx: pemForPfx,
    authority:
      'This is a private key, not the certificate of an authority. Use the certificate that begins with “-----BEGIN CERTIFICATE-----”.',
    otherwise:
      'This is a private key. The certificate is the PEM file that begins with “-----BEGIN CERTIFICATE-----”; the key has a field of its own.',
  },
  'public key': {
    key: 'This is a public key. The private key is needed.',
    otherwise:
      'This is a public key. A certificate is a public key with a name that an authority has signed.',
  },
  'OpenSSH key': {
    key: 'This is a key of OpenSSH. TLS takes PEM: “ssh-keygen -p -m PEM -f FILE” converts a copy of it.',
    otherwise:
      'This is a private key of OpenSSH, not a certificate. TLS needs an X.509 certificate, as an authority issues it.',
  },
  'OpenSSH public key': {
    otherwise:
      'This is a public key of SSH, which TLS cannot use. TLS needs an X.509 certificate and its private key.',
  },
  'PuTTY key': { key: `${puttyToPem}.`, otherwise: `${puttyToPem}, for the field of the key.` },
  request,
  'DER request': request,
  'PKCS #7': pkcs7(''),
  'DER PKCS #7': pkcs7(' -inform der'),
  CRL: { otherwise: 'This is a certificate revocation list (CRL), not a certificate.' },
  parameters: {
    otherwise:
      'These are parameters for a key exchange or a curve, and nothing else. The block that begins with “-----BEGIN” and a certificate or key is missing.',
  },
  'other PEM': { otherwise: 'This PEM holds neither a certificate nor a private key.' },
  'PEM that is cut off': {
    otherwise: 'This PEM is cut off: the line that begins with -----END is missing.',
  },
  'UTF-16': {
    otherwise: 'This text is UTF-16, as some Windows programs write it. Save it as UTF-8 or ASCII.',
  },
  base64: {
    key: bareBase64('“-----BEGIN PRIVATE KEY-----” and “-----END PRIVATE KEY-----”'),
    otherwise: bareBase64('“-----BEGIN CERTIFICATE-----” and “-----END CERTIFICATE-----”'),
  },
  'PKCS #12': {
    pfx: null,
    authority:
      'This is a PKCS #12 file (.p12, .pfx). “openssl pkcs12 -in FILE -nokeys” takes the certificates out of it.',
    otherwise: 'This is a PKCS #12 file (.p12, .pfx), which has its own field (--pfx).',
  },
  'DER certificate': {
    key: 'This is a certificate, in DER. The private key is in another file.',
    pfx: 'This is a certificate in DER, not a PKCS #12 file (.p12, .pfx). Convert it with “openssl x509 -inform der -in FILE”, and put it into its own field.',
    otherwise: 'This is a certificate in DER. Convert it with “openssl x509 -inform der -in FILE”.',
  },
  'DER key': { key: null, otherwise: 'This is a private key, in DER. The key has a field of its own.' },
  DER: {
    key: null,
    pfx: null,
    otherwise:
      'This looks like a certificate in DER or a PKCS #12 file. Convert a DER file with “openssl x509 -inform der -in FILE”; add a PKCS #12 file (.p12, .pfx) in its own field.',
  },
  'Java key store': {
    otherwise:
      'This is a Java key store (JKS). “keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype pkcs12” converts it to a PKCS #12 file, which has its own field.',
  },
};

function pkcs7(form: string): Sentences {
  return {
    key: 'This is PKCS #7 (.p7b), which holds certificates but no key. The private key is in another file.',
    otherwise: `This is PKCS #7 (.p7b). “openssl pkcs7 -print_certs${form} -in FILE” takes the certificates out of it.`,
  };
}

function bareBase64(lines: string): string {
  return `This looks like a certificate or key in Base64, or like DER or a PKCS #12 file written so, without the lines of PEM. Put ${lines} around it; a PKCS #12 file (.p12, .pfx) has its own field.`;
}
