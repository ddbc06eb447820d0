import type { X509Certificate } from 'node:crypto';
import { keyKinds, keysInWords, type TlsLibrary } from '../../../../shared/model/tlsLibrary.ts';
import { keyAlgorithmOf } from '../../certificates/keyAlgorithm.ts';
import { tlsLibrary } from './library.ts';

/**
 * Why a certificate cannot be shown with this program's TLS library, whatever the other side accepts: its key is of a kind that the library
 * lacks. Null when it can.
 */
export function describeUnusableKey(
  certificate: Pick<X509Certificate, 'raw' | 'publicKey'>,
  library: TlsLibrary = tlsLibrary(),
): string | null {
  const kind = keyAlgorithmOf(certificate.raw);
  const known = keyKinds.find((each) => each === kind);
  const isUsable = known === undefined ? isReadable(certificate) : library.keys.includes(known);
  if (isUsable) return null;
  const instead = keysInWords(library) ?? 'RSA or EC P-256';
  return `The key of this certificate is of a kind (${kind ?? 'unknown'}) that ${library.name}, the TLS library of this program, cannot use. Use a certificate with a key of ${instead}.`;
}

function isReadable(certificate: Pick<X509Certificate, 'publicKey'>): boolean {
  try {
    return certificate.publicKey.type === 'public';
  } catch {
    return false;
  }
}
