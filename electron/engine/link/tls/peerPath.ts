import type { X509Certificate } from 'node:crypto';
import { problemOf } from '../networkProblems.ts';
import { nameOf } from '../../certificates/certificates.ts';
import type { PeerEvidence, PeerProblem } from './peerEvidence.ts';
import { describeWeakness } from './weakness.ts';

/** The fault in the path from a certificate to an authority; null when there is none, or none that can be recognised. */
export function pathProblem(own: X509Certificate, evidence: PeerEvidence): PeerProblem | null {
  const code = pathCodeOf(evidence);
  if (code === null) return null;
  const { where } = evidence;
  const last = evidence.chain.at(-1) ?? own;
  const say = (message: string): PeerProblem => ({ code, message, field: 'tls.ca' });
  const nearly = nearlyVouchedFor(evidence);
  if (nearly !== null) return say(nearly);
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return say(`The certificate of ${where} is self-signed: nobody vouches for it.`);
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return say(
        `The certificate of ${where} comes from “${nameOf(last.subject)}”, an authority that is not trusted here. Add its certificate to the authorities if you trust it.`,
      );
    case 'CERT_SIGNATURE_FAILURE':
    case 'UNABLE_TO_DECRYPT_CERT_SIGNATURE':
      return saidProblem(code, evidence);
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return say(describeMissingIssuer(where, last));
  }
}

/** Explains a given authority that seems to be the right one, and is not. */
function nearlyVouchedFor({ where, chain, authorities }: PeerEvidence): string | null {
  if (authorities === undefined) return null;
  const given = chain.findIndex(authorities.isGiven);
  const certificate = chain[given];
  if (certificate !== undefined) {
    const what =
      given === 0
        ? `The certificate of ${where}`
        : `“${nameOf(certificate.subject)}” in the chain of ${where}`;
    return `${what} was itself added as an authority, but is not accepted as one, because another authority signed it. Add the certificate of “${nameOf((chain.at(-1) ?? certificate).issuer)}”, which signed itself${given === 0 ? ', or trust this one by its fingerprint' : ''}.`;
  }
  for (const each of chain) {
    const [namesake] = authorities.namesakesOf(each);
    if (namesake !== undefined) return describeNamesake(where, each, namesake);
  }
  return null;
}

function describeNamesake(where: string, certificate: X509Certificate, namesake: X509Certificate): string {
  const name = nameOf(namesake.subject);
  if (certificate.subject === certificate.issuer) {
    return `The certificate of ${where} comes from “${name}”, but the authority of that name that is trusted here has another key. It may have been reissued: compare both fingerprints, and add this one if you trust it.`;
  }
  return `The certificate of ${where} was not signed by the authority “${name}” that is trusted here, but by another of the same name, with another key. Add the certificate of the one that signed it.`;
}

/** The sentence for a code of the TLS library, with the details that the chain shows. */
export function saidProblem(code: string, { where, chain }: PeerEvidence): PeerProblem {
  const error = Object.assign(new Error(`the certificate does not verify (${code})`), { code });
  const weakness = describeWeakness(code, chain, where);
  return { code, message: weakness ?? problemOf(error, where).reason, field: null };
}

const pathCodes = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
] as const;
type PathCode = (typeof pathCodes)[number];

/**
 * The TLS library checks the path first and the dates last, and a later code replaces an earlier one. So for any other code, the path is
 * checked here: an expired certificate may be self-signed as well.
 */
function pathCodeOf({ verifyCode, chain, isVouchedFor }: PeerEvidence): PathCode | null {
  if (verifyCode === null) return null;
  const said = pathCodes.find((code) => code === verifyCode);
  if (said !== undefined) return said;
  for (const [depth, certificate] of chain.entries()) {
    if (isVouchedFor(certificate)) return null;
    const issuer = chain[depth + 1];
    if (issuer === undefined) return endOfPath(certificate, depth);
    if (!isSignedBy(certificate, issuer)) return 'CERT_SIGNATURE_FAILURE';
  }
  return null;
}

function endOfPath(last: X509Certificate, depth: number): PathCode {
  const isAlone = depth === 0;
  if (last.subject === last.issuer) {
    return isAlone ? 'DEPTH_ZERO_SELF_SIGNED_CERT' : 'SELF_SIGNED_CERT_IN_CHAIN';
  }
  return isAlone ? 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' : 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';
}

/** False, too, when this TLS library does not know the type of the issuer's key. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** The chain alone cannot tell a missing intermediate from an untrusted authority, so the sentence names both. */
function describeMissingIssuer(where: string, last: X509Certificate): string {
  return `The certificate of ${where} cannot be traced to an authority: “${nameOf(last.issuer)}”, which issued ${last.ca ? `“${nameOf(last.subject)}”` : 'it'}, is not trusted here, and its certificate was not sent. Add that certificate to the authorities if you trust it, or have the server send its whole chain.`;
}
