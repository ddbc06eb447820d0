import { createHash, createPublicKey, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** 2,048 bits: every TLS implementation accepts such a key, and it takes a fraction of a second to make. */
const keyBits = 2048;

/** A certificate and its private key, both PEM. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
}

/** The content of a certificate to be made (RFC 5280). Times in milliseconds since the epoch. */
export interface CertificateRequest {
  readonly commonName: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** Host names and IP addresses; an authority has none. */
  readonly names: readonly string[];
  /** Null for a self-signed certificate: an authority's. */
  readonly issuer: Issued | null;
}

const organization = 'Wirebench';

/**
 * Makes a key and a certificate for it. The private key never leaves Node's own cryptography: only the part to be signed is built here.
 * The library that builds it is large: import this module when there is a certificate to make.
 */
export async function issueCertificate(request: CertificateRequest): Promise<Issued> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: keyBits });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pemOf(publicKey));
  certificate.serialNumber = freshSerialNumber();
  certificate.validity.notBefore = new Date(request.notBeforeMs);
  certificate.validity.notAfter = new Date(request.notAfterMs);
  const subject = nameOf(request.commonName);
  certificate.setSubject(subject);
  const issuer = request.issuer === null ? null : forge.pki.certificateFromPem(request.issuer.certificate);
  certificate.setIssuer(issuer === null ? subject : issuer.subject.attributes);
  const issuerKey = request.issuer === null ? publicKey : createPublicKey(request.issuer.certificate);
  certificate.setExtensions([
    ...(issuer === null ? authorityExtensions : serverExtensions(request.names)),
    { name: 'subjectKeyIdentifier', subjectKeyIdentifier: keyIdentifier(publicKey) },
    {
      name: 'authorityKeyIdentifier',
      keyIdentifier: Buffer.from(keyIdentifier(issuerKey), 'hex').toString('latin1'),
    },
  ]);
  signWith(certificate, request.issuer?.key ?? key);
  return { certificate: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'), key };
}

const authorityExtensions = [
  { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
];

function serverExtensions(names: readonly string[]): object[] {
  return [
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      // The numbers of the choices in GeneralName: 7 is iPAddress, 2 is dNSName (RFC 5280, section 4.2.1.6).
      altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
    },
  ];
}

/** Names of hosts may use any script. Forge accepts the type of the string here, where its types name the class. */
const utf8: number = forge.asn1.Type.UTF8;

/** 64 characters is the upper bound of a common name (RFC 5280, appendix A.1). */
const longestCommonName = 64;

function nameOf(commonName: string): forge.pki.CertificateField[] {
  return [
    { name: 'organizationName', value: organization },
    {
      name: 'commonName',
      value: commonName.slice(0, longestCommonName),
      valueTagClass: utf8,
    },
  ];
}

/** RFC 5280, section 4.1.2.2: positive, at most 20 bytes; with enough randomness that no number comes twice. */
function freshSerialNumber(): string {
  const bytes = randomBytes(16);
  // Neither negative, nor with leading zeros, which DER does not allow.
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return bytes.toString('hex');
}

/** RFC 5280, section 4.2.1.2, method 1. */
function keyIdentifier(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'pkcs1', format: 'der' });
  return createHash('sha1').update(der).digest('hex');
}

function signWith(certificate: forge.pki.Certificate, key: string): void {
  const { sha256WithRSAEncryption = '' } = forge.pki.oids;
  certificate.signatureOid = sha256WithRSAEncryption;
  certificate.siginfo.algorithmOid = sha256WithRSAEncryption;
  const [signed] = forge.pki.certificateToAsn1(certificate).value;
  if (signed === undefined || typeof signed === 'string') throw new Error('A certificate is a sequence.');
  certificate.tbsCertificate = signed;
  const bytes = Buffer.from(forge.asn1.toDer(signed).getBytes(), 'latin1');
  certificate.signature = sign('sha256', bytes, key).toString('latin1');
}

function pemOf(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}
