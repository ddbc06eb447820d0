import { X509Certificate } from 'node:crypto';
import { isIPv6, SocketAddress } from 'node:net';
import { longestChain, type Certificate } from '../../../shared/model/facts.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { keyAlgorithmOf } from './keyAlgorithm.ts';

/** 400 characters: a real subject has about a hundred; a hostile one may have thousands. */
const longestName = 400;
/** 100 names: certificates of large hosters have that many; the PEM has all of them. */
const largestNameCount = 100;
/** 60 characters: RFC 5280 allows serial numbers of 20 bytes. */
const longestSerialNumber = 60;

/** Describes a certificate. All its text comes from the other side, so invisible characters become visible signs, and long text is cut. */
export function describeCertificate(certificate: X509Certificate): Certificate {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: alternativeNames(certificate.subjectAltName).slice(0, largestNameCount),
    validFrom: millisecondsOf(certificate.validFromDate),
    validTo: millisecondsOf(certificate.validToDate),
    serialNumber: cutLine(certificate.serialNumber, longestSerialNumber),
    fingerprint: certificate.fingerprint256,
    key: describeKey(certificate),
    isAuthority: certificate.ca,
    pem: certificate.toString(),
  };
}

/** Describes a chain as the peer sent it, the peer's own certificate first, cut to `longestChain`. */
export function describeChain(chain: readonly X509Certificate[]): Certificate[] {
  return chain.slice(0, longestChain).map(describeCertificate);
}

/** The certificates of a PEM text, in its order. Throws OpenSSL's error about the first block that is not a certificate. */
export function readPemCertificates(pem: string): X509Certificate[] {
  return pemBlocks(pem).map((block) => new X509Certificate(block));
}

/** The PEM blocks in a text that hold certificates; anything between them is a comment (RFC 7468, section 2). */
export function pemBlocks(text: string): string[] {
  return (
    text.match(
      /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g,
    ) ?? []
  );
}

/** A certificate as `getPeerCertificate` returns it; empty when the peer sent none. */
export interface ShownCertificate {
  readonly raw?: Buffer | undefined;
  readonly issuerCertificate?: ShownCertificate | undefined;
}

/**
 * The whole chain that a peer has sent, its own certificate first: nothing is cut, since all of it is verified. Each certificate comes
 * once, so a chain that leads back to itself has an end; the TLS library accepts 100 KiB of certificates, which are a few hundred.
 */
export function chainOf(shown: ShownCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: ShownCertificate | undefined = shown;
  while (next?.raw !== undefined) {
    const certificate = new X509Certificate(next.raw);
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    chain.push(certificate);
    next = next.issuerCertificate;
  }
  return chain;
}

/** A distinguished name in one line; Node puts each part on a line of its own. */
export function nameOf(distinguishedName: string | undefined): string {
  return cutLine((distinguishedName ?? '').split('\n').join(', '), longestName);
}

/** The host names and addresses that a certificate covers; names of other types keep their type: `URI:https://a.example`. */
export function alternativeNames(subjectAltName: string | undefined): string[] {
  // Node writes a name that has commas or quotes as a JSON string, so that one name cannot pass for two.
  const entries = (subjectAltName ?? '').match(/[^,:"]+:(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? [];
  return entries.map((entry) => cutLine(plainNameOf(entry.trim()), longestName));
}

function plainNameOf(entry: string): string {
  const name = entry.replace(/^(?:DNS|IP Address):(?=[^"])/, '');
  // Node writes all eight groups of an IPv6 address, and people write `::1` (RFC 5952).
  return isIPv6(name) ? new SocketAddress({ address: name, family: 'ipv6' }).address : name;
}

function cutLine(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return visibleLine(cut.toWellFormed());
}

function millisecondsOf(date: Date): number {
  const ms = date.getTime();
  return Number.isSafeInteger(ms) ? ms : 0;
}

/** NIST's names for the curves that have one (FIPS 186-4, SEC 2). */
const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};
const keyNames: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA-PSS',
  dsa: 'DSA',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
};

/** Describes a public key: `RSA 2048`, `EC P-256`. */
export function describeKey(certificate: X509Certificate): string {
  try {
    const { asymmetricKeyType: type = '', asymmetricKeyDetails: details = {} } = certificate.publicKey;
    if (type === 'ec') return `EC ${curves[details.namedCurve ?? ''] ?? details.namedCurve ?? ''}`.trim();
    const name = keyNames[type] ?? type.toUpperCase();
    return details.modulusLength === undefined ? name : `${name} ${details.modulusLength}`;
  } catch {
    // The rest of a certificate is still worth showing when this TLS library does not know the type of its key.
    return keyAlgorithmOf(certificate.raw) ?? 'unknown';
  }
}
