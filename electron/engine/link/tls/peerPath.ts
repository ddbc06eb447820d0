import type { X509Certificate } from 'node:crypto';
import { problemOf } from '../networkProblems.ts';
import { nameOf } from './certificates.ts';
import type { PeerEvidence, PeerProblem } from './peerEvidence.ts';

/** What is wrong with the path from a certificate to an authority; null where nothing is, or nothing that could be told. */
export function pathProblem(own: X509Certificate, evidence: PeerEvidence): PeerProblem | null {
  const code = pathCodeOf(evidence);
  if (code === null) return null;
  const { where } = evidence;
  const last = evidence.chain.at(-1) ?? own;
  const field = 'tls.ca';
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return { code, message: `The certificate of ${where} is self-signed: nobody vouches for it.`, field };
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return {
        code,
        message: `The certificate of ${where} comes from “${nameOf(last.subject)}”, an authority that is not trusted here. Add its certificate to the authorities if you trust it.`,
        field,
      };
    case 'CERT_SIGNATURE_FAILURE':
      return saidProblem(code, where);
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return { code, message: describeMissingIssuer(where, last), field };
  }
}

/** The general sentence for a code of the TLS library. */
export function saidProblem(code: string, where: string): PeerProblem {
  const error = Object.assign(new Error(`the certificate does not verify (${code})`), { code });
  return { code, message: problemOf(error, where).reason, field: null };
}

const pathCodes = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
] as const;
type PathCode = (typeof pathCodes)[number];

/**
 * The TLS library looks at the path first and at the dates last, and a later code takes the place of an earlier one. So where it gave any
 * other, the path is looked at here: an expired certificate may be self-signed as well.
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

/** False, too, where the key of the issuer is of a type that this TLS library does not know. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/** Whether an intermediate is missing or its authority is not trusted, the chain alone cannot tell; so both are named. */
function describeMissingIssuer(where: string, last: X509Certificate): string {
  return `The certificate of ${where} cannot be traced to an authority: “${nameOf(last.issuer)}”, which issued ${last.ca ? `“${nameOf(last.subject)}”` : 'it'}, is not trusted here, and its certificate was not sent along. Add that certificate to the authorities if you trust it, or have the server send its whole chain.`;
}
