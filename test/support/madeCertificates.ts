import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** A certificate as PEM with its key, made as a test wants it. */
export interface MadeCertificate {
  readonly name: string;
  readonly certificate: string;
  readonly key: string;
}

/** What differs from a certificate of `localhost` that nobody has anything against. */
export interface MadeOptions {
  /** The common name. */
  readonly name?: string;
  /** Who signs; itself unless told. */
  readonly issuer?: MadeCertificate;
  readonly bits?: number;
  readonly digest?: 'sha1' | 'sha256';
  /** Subject alternative names: `DNS:…` or `IP:…`; none where empty. */
  readonly names?: readonly string[];
  readonly isAuthority?: boolean;
}

const dayMs = 24 * 3600 * 1000;
let serialNumber = 0x1000;

export function makeCertificate(options: MadeOptions = {}): MadeCertificate {
  const { name = 'localhost', issuer, bits = 2048, digest = 'sha256', isAuthority = false } = options;
  const { names = [`DNS:${name}`] } = options;
  const pair = generateKeyPairSync('rsa', { modulusLength: bits });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(
    pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  serialNumber += 1;
  made.serialNumber = serialNumber.toString(16);
  made.validity.notBefore = new Date(Date.now() - dayMs);
  made.validity.notAfter = new Date(Date.now() + 30 * dayMs);
  made.setSubject([{ name: 'commonName', value: name }]);
  made.setIssuer([{ name: 'commonName', value: issuer?.name ?? name }]);
  const altNames = names.map((each) =>
    each.startsWith('IP:') ? { type: 7, ip: each.slice(3) } : { type: 2, value: each.slice(4) },
  );
  made.setExtensions([
    { name: 'basicConstraints', cA: isAuthority, critical: true },
    ...(isAuthority || altNames.length === 0 ? [] : [{ name: 'subjectAltName', altNames }]),
  ]);
  made.sign(forge.pki.privateKeyFromPem(issuer?.key ?? key), forge.md[digest].create());
  return { name, certificate: forge.pki.certificateToPem(made), key };
}
