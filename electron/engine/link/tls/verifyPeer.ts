import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { checkServerIdentity } from 'node:tls';
import { longestChain, type Verification } from '../../../../shared/model/facts.ts';
import { nameOf } from '../../certificates/certificates.ts';
import type { PeerEvidence, PeerProblem } from './peerEvidence.ts';
import { pathProblem, saidProblem } from './peerPath.ts';
import { weaknessIn } from './weakness.ts';
import { describeWrongName } from './wrongName.ts';

export interface PeerVerdict {
  readonly verification: Verification;
  /** Present even if the certificate was accepted nevertheless. */
  readonly problem: PeerProblem | null;
}

/** Decides about a server's certificate by a client's options. */
export function verifyServer(
  options: { readonly verify: boolean; readonly trusted: readonly string[] },
  evidence: PeerEvidence,
): PeerVerdict {
  const problem = problemOfPeer(evidence);
  if (!options.verify) return { verification: 'unverified', problem };
  if (problem === null) return { verification: 'verified', problem };
  const own = evidence.chain[0]?.fingerprint256;
  const isPinned = own !== undefined && options.trusted.includes(own);
  return { verification: isPinned ? 'pinned' : 'refused', problem };
}

/** Decides about a client's certificate: a requested one may be missing or wrong, a required one may not. */
export function verifyClient(
  wanted: 'none' | 'asked' | 'required',
  evidence: Omit<PeerEvidence, 'name'>,
): PeerVerdict {
  if (evidence.chain.length === 0 && wanted !== 'required') return { verification: 'none', problem: null };
  const problem = problemOfPeer({ ...evidence, name: null });
  if (problem === null) return { verification: 'verified', problem };
  return { verification: wanted === 'required' ? 'refused' : 'unverified', problem };
}

/**
 * Everything that is wrong, the most telling problem first: its code and field count, the others follow as sentences. The TLS library's
 * verdict is included, so null means that neither the library nor we found anything. Dates and names are checked here, so that none hides
 * the others, and because the TLS library does not check the certificate of a resumed session again.
 */
function problemOfPeer(evidence: PeerEvidence): PeerProblem | null {
  const [own] = evidence.chain;
  if (own === undefined) return missingCertificate(evidence);
  const seen = [
    revocation(evidence),
    ...dateProblems(evidence),
    pathProblem(own, evidence),
    evidence.judgesStrength === true ? weaknessIn(evidence.chain, evidence.where) : null,
    wrongName(own, evidence),
  ].filter((problem) => problem !== null);
  const { verifyCode } = evidence;
  const isTold = verifyCode === null || seen.some(({ code }) => code === verifyCode);
  const [first, ...others] = isTold ? seen : [saidProblem(verifyCode, evidence), ...seen];
  if (first === undefined) return null;
  return { ...first, message: [first, ...others].map(({ message }) => message).join(' ') };
}

function missingCertificate({ where, verifyCode }: PeerEvidence): PeerProblem {
  return {
    code: verifyCode ?? 'UNABLE_TO_GET_ISSUER_CERT',
    message: `${where} showed no certificate.`,
    field: null,
  };
}

function revocation({ where, verifyCode }: PeerEvidence): PeerProblem | null {
  if (verifyCode !== 'CERT_REVOKED') return null;
  const message = `The certificate of ${where} has been revoked by its authority.`;
  return { code: verifyCode, message, field: null };
}

/** Checks the whole chain; reports at most as many problems as the facts have certificates. */
function dateProblems(evidence: PeerEvidence): PeerProblem[] {
  return evidence.chain
    .map((certificate, depth) => outsideItsDates(certificate, depth, evidence))
    .filter((problem) => problem !== null)
    .slice(0, longestChain);
}

function outsideItsDates(
  certificate: X509Certificate,
  depth: number,
  { where, nowMs }: PeerEvidence,
): PeerProblem | null {
  const which =
    depth === 0
      ? `The certificate of ${where}`
      : `The certificate of “${nameOf(certificate.subject)}” in the chain of ${where}`;
  const { validFromDate, validToDate } = certificate;
  if (nowMs > validToDate.getTime()) {
    return {
      code: 'CERT_HAS_EXPIRED',
      message: `${which} expired on ${formatDay(validToDate)}.`,
      field: null,
    };
  }
  if (nowMs < validFromDate.getTime()) {
    const message = `${which} is not valid until ${formatDay(validFromDate)}. Check the clock of this machine.`;
    return { code: 'CERT_NOT_YET_VALID', message, field: null };
  }
  return null;
}

function wrongName(own: X509Certificate, { where, name }: PeerEvidence): PeerProblem | null {
  if (name === null || isFor(own, name)) return null;
  return {
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    message: describeWrongName(own, name, where),
    field: 'tls.serverName',
  };
}

/** True when a certificate covers a host name or an IP address, by Node's rules (RFC 9525, or else the common name). */
export function isFor(certificate: X509Certificate, name: string): boolean {
  try {
    return checkServerIdentity(name, certificate.toLegacyObject()) === undefined;
  } catch {
    // Unreadable names cover nobody.
    return false;
  }
}

/** `12 March 2026`, in universal time, as in certificates. */
export function formatDay(date: Date): string {
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/**
 * The host of an address in the form of certificates and SNI: without zone (RFC 4007) and trailing dot (RFC 6066, section 3), and an
 * international name in its ASCII form.
 */
export function nameInCertificates(host: string): string {
  const plain = host.replace(/%.*$/, '');
  if (isIP(plain) !== 0) return plain;
  const name = plain.replace(/\.$/, '');
  return domainToASCII(name) || name;
}
