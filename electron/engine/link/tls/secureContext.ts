import tls, { type SecureContextOptions, type SecureVersion } from 'node:tls';
import type { TlsClientOptions, TlsServerOptions } from '../../../../shared/model/tlsOptions.ts';
import { codeOf } from '../../../../shared/base/errors.ts';
import type { LinkContext } from '../link.ts';
import type { ServerIdentity } from '../../certificates/serverIdentity.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { ownAuthorities, systemAuthorities } from './authorities.ts';
import { isBoringSsl } from './library.ts';
import { identityFieldOf, loadIdentity, type IdentityOptions, type SecretSource } from './identity.ts';

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

/** Versions and ciphers. Throws a `LinkProblem` at the faulty field. */
export function negotiationOptions(
  options: NegotiationOptions,
): NegotiatedVersions & Pick<SecureContextOptions, 'ciphers'> {
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
  const ciphers = cipherList(options.ciphers, versions.indexOf(low) < versions.indexOf('TLSv1.2'));
  checkCiphers(options.ciphers);
  return { minVersion: low, maxVersion: highest, ...(ciphers === undefined ? {} : { ciphers }) };
}

function earlierOf(one: SecureVersion, other: SecureVersion): SecureVersion {
  return versions.indexOf(one) < versions.indexOf(other) ? one : other;
}

/**
 * TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL 3 allows at security level 0 only: options with these versions get that level, unless the
 * list sets one itself. BoringSSL, Electron's library, has no levels and would refuse the word.
 */
function cipherList(ciphers: string, isOldVersion: boolean): string | undefined {
  const list = ciphers.trim();
  const wantsLevel = isOldVersion && !isBoringSsl() && !list.includes('@SECLEVEL');
  if (!wantsLevel) return list === '' ? undefined : list;
  return `${list === '' ? tls.DEFAULT_CIPHERS : list}:@SECLEVEL=0`;
}

function checkCiphers(ciphers: string): void {
  const list = ciphers.trim();
  if (list === '') return;
  try {
    tls.createSecureContext({ ciphers: list });
  } catch (cause) {
    throw new LinkProblem(
      'The TLS library knows none of these ciphers. Write their OpenSSL names with colons between, such as ECDHE-RSA-AES128-GCM-SHA256:TLS_AES_128_GCM_SHA256.',
      { field: 'tls.ciphers', code: codeOf(cause) ?? null, cause },
    );
  }
}

/** The TLS library is asked about 100 words, at a third of a millisecond each. */
const largestAskedCount = 100;

/**
 * The words of a cipher list that mean nothing to the TLS library, which silently skips them if it knows another. Besides names of single
 * ciphers, only the first 100 words are checked.
 */
export function unknownCiphers(ciphers: string): string[] {
  // Node lists the names in lower case, and the TLS library accepts them in upper case only.
  const names = new Set(tls.getCiphers().map((name) => name.toUpperCase()));
  const words = new Set(ciphers.split(/[:, ]+/).filter((word) => /^[A-Z0-9]/i.test(word)));
  const asked = [...words].filter((word) => !names.has(word)).slice(0, largestAskedCount);
  return asked.filter((word) => {
    try {
      tls.createSecureContext({ ciphers: word });
      return false;
    } catch {
      return true;
    }
  });
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
        ? `The TLS library does not accept this certificate (${code}). Its key may be too short, or its signature too weak.`
        : `The TLS library does not accept these options (${code ?? 'no code'}). Check versions, ciphers and certificate.`,
      { field: isKey ? identityFieldOf(source) : null, code, cause },
    );
  }
}
