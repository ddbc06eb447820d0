import { Buffer } from 'node:buffer';
import { readDerElement } from '../../../shared/bytes/der.ts';

/** Algorithms of keys (RFC 3279, 5480, 8410, 9881), by the object identifier in DER. */
const algorithms: Readonly<Record<string, string>> = {
  '2a864886f70d010101': 'RSA',
  '2a864886f70d01010a': 'RSA-PSS',
  '2a8648ce380401': 'DSA',
  '2a8648ce3d0201': 'EC',
  '2b656e': 'X25519',
  '2b656f': 'X448',
  '2b6570': 'Ed25519',
  '2b6571': 'Ed448',
  '608648016503040311': 'ML-DSA-44',
  '608648016503040312': 'ML-DSA-65',
  '608648016503040313': 'ML-DSA-87',
};

/** Elliptic curves (RFC 5480, SEC 2, RFC 5639). */
const curves: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040021': 'P-224',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
  '2b8104000a': 'secp256k1',
  '2b2403030208010107': 'brainpoolP256r1',
  '2b240303020801010b': 'brainpoolP384r1',
  '2b240303020801010d': 'brainpoolP512r1',
};

const sequence = 0x30;
const version = 0xa0;

/**
 * The kind of key in a certificate (DER), read without the TLS library, which may not know it: `RSA-PSS`, `EC secp256k1`; null for a kind
 * that is not known here either.
 */
export function keyAlgorithmOf(certificate: Uint8Array): string | null {
  const outer = readDerElement(certificate, 0);
  const signed = outer === null ? null : readDerElement(certificate, outer.from);
  if (signed === null) return null;
  const isVersioned = certificate[signed.from] === version;
  // Serial number, signature, issuer, validity and subject precede the key (RFC 5280, section 4.1).
  const key = elementAfter(certificate, signed.from, isVersioned ? 6 : 5);
  const algorithm = key === null ? null : readDerElement(certificate, key.from);
  return algorithm === null ? null : algorithmIn(certificate, algorithm.from);
}

function elementAfter(bytes: Uint8Array, at: number, count: number): ReturnType<typeof readDerElement> {
  let element = readDerElement(bytes, at);
  for (let skipped = 0; skipped < count && element !== null; skipped += 1) {
    element = readDerElement(bytes, element.end);
  }
  return element;
}

function algorithmIn(bytes: Uint8Array, at: number): string | null {
  const identifier = readDerElement(bytes, at);
  if (identifier === null) return null;
  const name = algorithms[hexOf(bytes, identifier.from, identifier.end)] ?? null;
  if (name !== 'EC') return name;
  const curve = readDerElement(bytes, identifier.end);
  if (curve?.tag === sequence) return 'EC with a curve of its own';
  return curve === null ? name : `EC ${curves[hexOf(bytes, curve.from, curve.end)] ?? ''}`.trim();
}

function hexOf(bytes: Uint8Array, from: number, end: number): string {
  return Buffer.from(bytes.subarray(from, end)).toString('hex');
}
