import { parseHostAndPort, type HostAndPort } from './address.ts';
import type { ProxyOptions } from './proxyOptions.ts';

export type ProxyProtocol = Exclude<ProxyOptions['use'], 'none' | 'environment' | 'system'>;

/** The schemes of proxies. With `socks5h` the proxy looks names up, which it always does here. */
const protocols: ReadonlyMap<string, ProxyProtocol> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['socks', 'socks5'],
  ['socks5', 'socks5'],
  ['socks5h', 'socks5'],
]);

/** RFC 9110, section 4.2, and RFC 1928, section 3. */
const defaultPorts: Readonly<Record<ProxyProtocol, number>> = { http: 80, https: 443, socks5: 1080 };

/** The parts of the URL of a proxy. */
interface ProxyUrl extends HostAndPort {
  readonly protocol: ProxyProtocol;
  /** Without percent-encoding; empty where the URL has none. */
  readonly user: string;
  readonly password: string;
  /** True if the percent-encoding of user or password is not valid, so that this part is as it was written. */
  readonly isMisencoded: boolean;
  /** What follows the port, such as a path, other than a single slash. */
  readonly rest: string;
}

/** What a program takes for granted: a scheme where the URL has none, and the port of an HTTP proxy. */
interface Assumed {
  readonly scheme?: string;
  readonly httpPort?: number;
}

/** The parts of a URL. `URL` does not allow the zone of an IPv6 address (`fe80::1%eth0`). */
const parts = /^(?:([a-z0-9+.-]+):\/\/)?(?:([^/?#]*)@)?([^@/?#]+)(.*)$/is;

/** Reads `socks5://user:password@host:port`; null if it is not the URL of a proxy that Wirebench can use. */
export function parseProxyUrl(text: string, assumed: Assumed = {}): ProxyUrl | null {
  const [, scheme = assumed.scheme ?? '', credentials = '', authority = '', rest = ''] =
    parts.exec(text) ?? [];
  const protocol = protocols.get(scheme.toLowerCase());
  if (protocol === undefined) return null;
  const port = protocol === 'http' ? (assumed.httpPort ?? defaultPorts.http) : defaultPorts[protocol];
  // RFC 3986, section 3.2.3: a port may be empty.
  const place = parseHostAndPort(authority.replace(/:$/, ''), 0, port);
  if (!place.ok) return null;
  const [user = '', ...more] = credentials.split(':');
  const [name, password] = [decoded(user), decoded(more.join(':'))];
  return {
    protocol,
    ...place.value,
    user: name ?? user,
    password: password ?? more.join(':'),
    isMisencoded: name === null || password === null,
    rest: rest === '/' ? '' : rest,
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
