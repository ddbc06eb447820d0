import type { X509Certificate } from 'node:crypto';
import { parseAddress, ipVersionOf } from '../../../shared/model/address.ts';
import type { EndpointCheck } from '../../../shared/model/endpointCheck.ts';
import type { TlsClientOptions, TlsServerOptions } from '../../../shared/model/tlsOptions.ts';
import { LinkProblem } from '../base/linkProblem.ts';
import { ownAuthorities } from '../link/tls/authorities.ts';
import { describeChain, nameOf, readPemCertificates } from '../certificates/certificates.ts';
import {
  identityFieldOf,
  loadIdentity,
  passphraseOf,
  type IdentityOptions,
  type SecretSource,
} from '../link/tls/identity.ts';
import {
  makeSecureContext,
  negotiationOptions,
  requireAuthority,
  requireIdentity,
  type NegotiationOptions,
} from '../link/tls/secureContext.ts';
import { describeUnusableKey } from '../link/tls/unusableKey.ts';
import { formatDay, isFor, nameInCertificates } from '../link/tls/verifyPeer.ts';
import { certificateNames } from '../secrets/authority.ts';
import { findingsOf, warning, type Finding } from './finding.ts';

/** Two weeks are enough to get another certificate. */
const soonMs = 14 * 24 * 3600 * 1000;

/** The findings in the TLS options of an endpoint. */
type TlsCheck = EndpointCheck;

/** Finds everything that opening would refuse in a client's options, and reports on its certificates. */
export async function checkTlsClient(
  options: TlsClientOptions,
  source: SecretSource,
  nowMs: number,
): Promise<TlsCheck> {
  const negotiation = await checkNegotiation(options);
  const authorities = await checkAuthorities(options.ca, nowMs);
  const identity = await checkIdentity(options, source, nowMs);
  return together(negotiation, authorities, identity);
}

/** The same for a server, whose address says which name its certificate must cover. */
export async function checkTlsServer(
  options: TlsServerOptions,
  address: string,
  source: SecretSource,
  nowMs: number,
): Promise<TlsCheck> {
  const negotiation = await checkNegotiation(options);
  const authorities = await checkAuthorities(options.ca, nowMs);
  const required = await findingsOf('tls.ca', () => requireAuthority(options));
  const host = hostOf(address);
  const identity =
    options.identity === 'made'
      ? { findings: await checkMadeNames(options.names, host), certificates: [] }
      : await checkGivenIdentity(options, host, source, nowMs);
  return together(negotiation, authorities, { findings: required, certificates: [] }, identity);
}

function together(...parts: readonly TlsCheck[]): TlsCheck {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    certificates: parts.flatMap(({ certificates }) => certificates),
  };
}

async function checkNegotiation(options: NegotiationOptions): Promise<TlsCheck> {
  return { findings: await findingsOf('tls', () => negotiationOptions(options)), certificates: [] };
}

async function checkAuthorities(pem: string, nowMs: number): Promise<TlsCheck> {
  const field = 'tls.ca';
  const findings = await findingsOf(field, () => ownAuthorities(pem));
  if (findings.length > 0 || pem.trim() === '') return { findings, certificates: [] };
  const authorities = readPemCertificates(pem);
  for (const authority of authorities) {
    const why = whyNoAuthority(authority);
    if (why !== null) findings.push(warning(field, why));
    const unusable = describeUnusableAuthority(authority);
    if (unusable !== null) findings.push(warning(field, unusable));
    findings.push(...datesOf(authority, field, `The authority “${nameOf(authority.subject)}”`, nowMs));
  }
  return { findings, certificates: [{ field, chain: describeChain(authorities) }] };
}

function describeUnusableAuthority(certificate: X509Certificate): string | null {
  const why = describeUnusableKey(certificate);
  return why === null ? null : `What “${nameOf(certificate.subject)}” signed cannot be verified here. ${why}`;
}

/** Says why the TLS library will not accept this certificate as an authority: only a self-signed certificate may end a path. */
function whyNoAuthority(certificate: X509Certificate): string | null {
  const name = `“${nameOf(certificate.subject)}”`;
  if (certificate.subject === certificate.issuer) {
    return certificate.ca
      ? null
      : `${name} is the certificate of a host, not of an authority. It vouches only for itself.`;
  }
  const issuer = `“${nameOf(certificate.issuer)}”`;
  return certificate.ca
    ? `${name} is an authority signed by ${issuer}, and is valid only together with the issuer’s certificate.`
    : `${name} is the certificate of a host, not of an authority. It cannot even vouch for itself: add the certificate of ${issuer}.`;
}

/** Checks the endpoint's own certificate and its key. When neither has a mistake, the TLS library has the last word. */
async function checkIdentity(
  options: IdentityOptions,
  source: SecretSource,
  nowMs: number,
): Promise<TlsCheck & { readonly chain?: readonly X509Certificate[] }> {
  const findings = await findingsOf('tls.certificate', async () => {
    makeSecureContext(await loadIdentity(options, source), options);
  });
  const field = identityFieldOf(options);
  const chain = options.pfx === null ? ownChain(options.certificate) : await pfxChain(options, source);
  const [own] = chain;
  if (own === undefined) return { findings, certificates: [], chain };
  findings.push(...datesOf(own, field, 'This certificate', nowMs));
  return { findings, certificates: [{ field, chain: describeChain(chain) }], chain };
}

async function checkGivenIdentity(
  options: TlsServerOptions,
  host: string | null,
  source: SecretSource,
  nowMs: number,
): Promise<TlsCheck> {
  const missing = await findingsOf('tls.certificate', () => requireIdentity(options));
  if (missing.length > 0) return { findings: missing, certificates: [] };
  const { findings, certificates, chain = [] } = await checkIdentity(options, source, nowMs);
  const [own] = chain;
  const field = identityFieldOf(options);
  return { findings: own ? [...findings, ...namesOf(own, field, host)] : findings, certificates };
}

function namesOf(own: X509Certificate, field: string, host: string | null): Finding[] {
  if (own.subjectAltName === undefined) {
    const message =
      'This certificate has no subject alternative names, so browsers and most clients refuse it for every host.';
    return [warning(field, message)];
  }
  if (host === null || isFor(own, nameInCertificates(host))) return [];
  return [warning(field, `This certificate is not for ${host}, where this server listens.`)];
}

async function checkMadeNames(names: readonly string[], host: string | null): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, name] of names.entries()) {
    findings.push(
      ...(await findingsOf('tls.names', () => {
        try {
          certificateNames([name]);
        } catch (cause) {
          if (!(cause instanceof LinkProblem)) throw cause;
          throw new LinkProblem(cause.message, { field: `tls.names.${index}`, cause });
        }
      })),
    );
  }
  if (findings.length > 0 || host === null || certificateNames(names).some((name) => covers(name, host))) {
    return findings;
  }
  return [
    warning('tls.names', `The certificate will not be for ${host}, where this server listens. Add it.`),
  ];
}

/** Matches as a wildcard does: for one label (RFC 9525, section 6.3). */
function covers(name: string, host: string): boolean {
  const wanted = nameInCertificates(host).toLowerCase();
  if (name === wanted) return true;
  return name.startsWith('*.') && ipVersionOf(wanted) === null && wanted.replace(/^[^.]+/, '*') === name;
}

/** Null when a server listens at every address: then nobody knows by which name clients call it. */
function hostOf(address: string): string | null {
  const parsed = parseAddress(address, 'tls');
  if (!parsed.ok || parsed.value.scheme === 'unix') return null;
  const { host } = parsed.value;
  return host === '0.0.0.0' || /^[0:]+$/.test(host) ? null : host;
}

function ownChain(pem: string): readonly X509Certificate[] {
  try {
    return readPemCertificates(pem);
  } catch {
    // Its mistake has already been reported.
    return [];
  }
}

/** Empty for a file that cannot be opened: that has already been reported. */
async function pfxChain(
  { pfx, passphrase }: Pick<IdentityOptions, 'pfx' | 'passphrase'>,
  source: SecretSource,
): Promise<readonly X509Certificate[]> {
  if (pfx === null) return [];
  try {
    const { readPfx } = await import('../link/tls/pfx.ts');
    const contents = readPfx(await source.secret(pfx), (await passphraseOf({ passphrase }, source)) ?? '');
    return typeof contents === 'string' ? [] : readPemCertificates(contents.certificates.join('\n'));
  } catch {
    return [];
  }
}

function datesOf(certificate: X509Certificate, field: string, what: string, nowMs: number): Finding[] {
  const { validFromDate, validToDate } = certificate;
  if (nowMs > validToDate.getTime()) return [warning(field, `${what} expired on ${formatDay(validToDate)}.`)];
  if (nowMs < validFromDate.getTime()) {
    return [warning(field, `${what} is not valid until ${formatDay(validFromDate)}.`)];
  }
  const isSoon = validToDate.getTime() - nowMs < soonMs;
  return isSoon ? [warning(field, `${what} expires on ${formatDay(validToDate)}.`)] : [];
}
