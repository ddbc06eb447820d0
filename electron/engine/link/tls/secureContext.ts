import tls, { type SecureContextOptions, type SecureVersion } from 'node:tls';
import type { TlsLibrary } from '../../../../shared/model/tlsLibrary.ts';
import type { TlsClientOptions, TlsServerOptions } from '../../../../shared/model/tlsOptions.ts';
import { codeOf } from '../../../../shared/base/errors.ts';
import type { LinkContext } from '../link.ts';
import type { ServerIdentity } from '../../certificates/serverIdentity.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { ownAuthorities, systemAuthorities } from './authorities.ts';
import { identityFieldOf, loadIdentity, type IdentityOptions, type SecretSource } from './identity.ts';
import { cipherList, requireCiphers } from './cipherList.ts';
import { tlsLibrary, tlsOffer, type TlsOffer } from './library.ts';

/** The options of both roles about the negotiation. */
export type NegotiationOptions = Pick<TlsClientOptions, 'alpn' | 'minVersion' | 'maxVersion' | 'ciphers'>;

/** A client's options for `tls.createSecureContext`. Rejects with a `LinkProblem` at the faulty field. */
export async function clientContextOptions(
  options: TlsClientOptions,
  source: SecretSource,
): Promise<SecureContextOptions> {
  const negotiation = negotiationOptions(options);
  const ca = trustedBy(options);
  return {
    ...negotiation,
    ...(await loadIdentity(options, source)),
    ...(ca === undefined ? {} : { ca: [...ca] }),
  };
}

/** A server's options for `tls.createServer`. Rejects with a `LinkProblem` at the faulty field. */
export async function serverContextOptions(
  options: TlsServerOptions,
  context: Pick<LinkContext, 'secret' | 'makeIdentity'>,
): Promise<SecureContextOptions> {
  const negotiation = negotiationOptions(options);
  const ca = ownAuthorities(options.ca);
  requireAuthority(options);
  const identity = await serverIdentity(options, context);
  // An empty list rather than no list: without one, Node would verify clients against every public authority.
  return { ...negotiation, ...identity, ca: [...ca] };
}

/** Throws a `LinkProblem` when clients must show certificates that nothing could verify. */
export function requireAuthority({
  clientCertificate,
  ca,
}: Pick<TlsServerOptions, 'clientCertificate' | 'ca'>): void {
  if (clientCertificate !== 'required' || ca.trim() !== '') return;
  throw new LinkProblem(
    'Client certificates are required, but there is no authority to verify them against. Add the one that signs them.',
    { field: 'tls.ca' },
  );
}

/** Throws a `LinkProblem` when a server that should bring its own certificate has none. */
export function requireIdentity({ certificate, key, pfx }: IdentityOptions): void {
  if (certificate.trim() !== '' || key !== null || pfx !== null) return;
  throw new LinkProblem(
    'A TLS server needs a certificate and its private key. Add them, or let Wirebench create a certificate.',
    { field: 'tls.certificate' },
  );
}

async function serverIdentity(
  options: TlsServerOptions,
  context: Pick<LinkContext, 'secret' | 'makeIdentity'>,
): Promise<SecureContextOptions> {
  if (options.identity === 'made') {
    const { certificate, key }: ServerIdentity = await context.makeIdentity(options.names);
    return { cert: certificate, key };
  }
  requireIdentity(options);
  return loadIdentity(options, context);
}

/** The authorities that a client trusts, as PEM; undefined leaves them to Node. */
export function trustedBy({
  ca,
  systemCa,
}: Pick<TlsClientOptions, 'ca' | 'systemCa'>): readonly string[] | undefined {
  const own = ownAuthorities(ca);
  if (!systemCa) return own;
  const system = systemAuthorities() ?? (own.length === 0 ? undefined : tls.rootCertificates);
  return system === undefined ? undefined : [...system, ...own];
}

/** Versions from old to new; `default` is the TLS library's choice. */
const versions: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** The versions that are offered. */
export interface NegotiatedVersions {
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
}

/** Versions, ciphers, and what goes with them. Throws a `LinkProblem` at the faulty field. */
export function negotiationOptions(
  options: NegotiationOptions,
  library: TlsLibrary = tlsLibrary(),
): NegotiatedVersions & Pick<SecureContextOptions, 'ciphers'> & TlsOffer {
  checkAlpn(options.alpn);
  const lowest = options.minVersion === 'default' ? tls.DEFAULT_MIN_VERSION : options.minVersion;
  const highest = options.maxVersion === 'default' ? tls.DEFAULT_MAX_VERSION : options.maxVersion;
  // A person who sets only the highest version to 1.0 or 1.1 means that one: Node's lowest of 1.2 would be above it.
  const low = options.minVersion === 'default' ? earlierOf(lowest, highest) : lowest;
  if (versions.indexOf(low) > versions.indexOf(highest)) {
    throw new LinkProblem(
      `The minimum version (${low}) is above the maximum (${highest}). Lower the one or raise the other.`,
      { field: 'tls.minVersion' },
    );
  }
  requireCiphers(options.ciphers, highest === 'TLSv1.3', library);
  const ciphers = cipherList(options.ciphers, isOldVersion(low), library);
  return {
    minVersion: low,
    maxVersion: highest,
    ...tlsOffer(),
    ...(ciphers === undefined ? {} : { ciphers }),
  };
}

/**
 * Whether we refuse weak keys and signatures ourselves: where the library has no level of security, and only versions are offered at which
 * it would have one.
 */
export function judgesStrength(options: NegotiationOptions, library: TlsLibrary = tlsLibrary()): boolean {
  return !library.hasSecurityLevels && !isOldVersion(negotiationOptions(options, library).minVersion);
}

function earlierOf(one: SecureVersion, other: SecureVersion): SecureVersion {
  return versions.indexOf(one) < versions.indexOf(other) ? one : other;
}

function isOldVersion(version: SecureVersion): boolean {
  return versions.indexOf(version) < versions.indexOf('TLSv1.2');
}

/** 65,535 bytes: the list is one TLS extension, each name with a byte for its length (RFC 7301, section 3.1). */
const largestAlpnBytes = 65_535 - 2;

function checkAlpn(alpn: readonly string[]): void {
  const lengths = alpn.map((name) => Buffer.byteLength(name));
  const longest = lengths.findIndex((length) => length > 255);
  if (longest >= 0) {
    throw new LinkProblem('An ALPN name has at most 255 bytes (RFC 7301). Shorten it.', {
      field: `tls.alpn.${longest}`,
    });
  }
  if (lengths.reduce((sum, length) => sum + length + 1, 0) > largestAlpnBytes) {
    throw new LinkProblem('This list of ALPN names is too long for a handshake. Shorten it.', {
      field: 'tls.alpn',
    });
  }
}

/** Makes the context. Throws a `LinkProblem` for faults that no earlier check has found; `source` is where the certificate comes from. */
export function makeSecureContext(
  options: SecureContextOptions,
  source: Pick<IdentityOptions, 'pfx'>,
): tls.SecureContext {
  try {
    return tls.createSecureContext(options);
  } catch (cause) {
    const code = codeOf(cause) ?? null;
    const isKey = code !== null && /KEY|CERT|X509/.test(code);
    throw new LinkProblem(
      isKey
        ? `The TLS library does not accept this certificate (${code}). Its key may be too short, or of another kind than is supported, or its signature too weak.`
        : `The TLS library does not accept these options (${code ?? 'no code'}). Check versions, ciphers and certificate.`,
      { field: isKey ? identityFieldOf(source) : null, code, cause },
    );
  }
}
