import type { X509Certificate } from 'node:crypto';
import { describeKey, nameOf } from '../../certificates/certificates.ts';
import { tlsLibrary } from './library.ts';
import type { PeerProblem } from './peerEvidence.ts';

/**
 * Says what in a chain is too weak for the TLS library's security level, where the code says that something is: which certificate, which
 * part of it, and how to continue. Null for other codes, and when the chain does not show it.
 */
export function describeWeakness(
  code: string,
  chain: readonly X509Certificate[],
  where: string,
): string | null {
  switch (code) {
    case 'EE_KEY_TOO_SMALL':
      return shortKey(chain[0], 0, where);
    case 'CA_KEY_TOO_SMALL': {
      const depth = shortestKeyOf(chain.slice(1)) + 1;
      return shortKey(chain[depth], depth, where);
    }
    case 'CA_MD_TOO_WEAK': {
      const depth = chain.findIndex((certificate) => weakDigestOf(certificate) !== null);
      const certificate = chain[depth];
      if (certificate === undefined) return null;
      const digest = weakDigestOf(certificate);
      return `${whichOf(certificate, depth, where)} is signed with ${digest}, which is no longer safe. Have it reissued with SHA-256${levelHint()}.`;
    }
    default:
      return null;
  }
}

/** 2,048 bits: the least that OpenSSL's default level of security accepts of RSA. */
const shortestBits = 2048;

/**
 * What in a chain is too weak, for TLS libraries that accept anything: the same that OpenSSL's default level refuses. Null when there is
 * nothing. A certificate that signed itself is trusted for what it is, whatever its signature.
 */
export function weaknessIn(chain: readonly X509Certificate[], where: string): PeerProblem | null {
  const short = chain.findIndex((certificate) => lengthOf(certificate) < shortestBits);
  const isWeak = chain.some((each) => each.subject !== each.issuer && weakDigestOf(each) !== null);
  const code =
    short === 0 ? 'EE_KEY_TOO_SMALL' : short > 0 ? 'CA_KEY_TOO_SMALL' : isWeak ? 'CA_MD_TOO_WEAK' : null;
  const message = code === null ? null : describeWeakness(code, chain, where);
  return code === null || message === null ? null : { code, message, field: null };
}

function shortKey(certificate: X509Certificate | undefined, depth: number, where: string): string | null {
  if (certificate === undefined) return null;
  return `${whichOf(certificate, depth, where)} has a key of ${describeKey(certificate)}, too short ${tlsLibrary().hasSecurityLevels ? 'for the TLS library’s level of security' : 'to be safe'}. Have it reissued with RSA 2048 or EC P-256${levelHint()}.`;
}

/** To continue with these certificates, the level must be lowered for this connection. */
function levelHint(): string {
  return tlsLibrary().hasSecurityLevels
    ? ', or write DEFAULT:@SECLEVEL=0 under “Cipher suites” to accept it anyway'
    : '';
}

function whichOf(certificate: X509Certificate, depth: number, where: string): string {
  return depth === 0
    ? `The certificate of ${where}`
    : `The certificate of “${nameOf(certificate.subject)}” in the chain of ${where}`;
}

function shortestKeyOf(authorities: readonly X509Certificate[]): number {
  const lengths = authorities.map(lengthOf);
  return lengths.indexOf(Math.min(...lengths));
}

function lengthOf(certificate: X509Certificate): number {
  try {
    return certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? Number.MAX_SAFE_INTEGER;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}

/** Older versions of Node do not report the algorithm. */
function weakDigestOf(certificate: X509Certificate): string | null {
  const algorithm: unknown = Reflect.get(certificate, 'signatureAlgorithm');
  const found = /(sha)-?(1)(?!\d)|(md)([245])/i.exec(typeof algorithm === 'string' ? algorithm : '');
  if (found === null) return null;
  return found[1] === undefined ? `MD${found[4]}` : 'SHA-1';
}
