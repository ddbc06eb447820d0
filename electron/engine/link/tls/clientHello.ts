import { isIP } from 'node:net';
import type { TlsClientOptions } from '../../../../shared/model/tlsOptions.ts';
import { negotiationOptions, type NegotiatedVersions } from './secureContext.ts';
import { nameInCertificates } from './verifyPeer.ts';

/** The name that a client asks for and verifies. */
export interface AskedName {
  readonly name: string;
  /** The name in SNI; null for an IP address, which has no place there (RFC 6066, section 3). */
  readonly serverName: string | null;
}

/** `host` is that of the address, which the options may overrule. */
export function askedName({ serverName }: Pick<TlsClientOptions, 'serverName'>, host: string): AskedName {
  const name = nameInCertificates(serverName || host);
  return { name, serverName: isIP(name) === 0 ? name : null };
}

/** What a client offers in the clear before anything else (RFC 8446, section 4.1.2). */
interface ClientHello extends NegotiatedVersions {
  readonly serverName: string | null;
  readonly alpn: readonly string[];
}

/** Throws a `LinkProblem` at the faulty field. */
export function clientHelloOf(options: TlsClientOptions, host: string): ClientHello {
  const { minVersion, maxVersion } = negotiationOptions(options);
  return { serverName: askedName(options, host).serverName, alpn: options.alpn, minVersion, maxVersion };
}
