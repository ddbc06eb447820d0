import type { HostAndPort } from '../../../../shared/model/address.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { isExcepted } from './noProxy.ts';
import type { Proxy, ProxyProtocol } from './proxy.ts';

/** How proxies are written in the environment; `socks5h` says that the proxy looks names up, which it always does here. */
const protocolsOfScheme: Readonly<Record<string, ProxyProtocol>> = {
  'http:': 'http',
  'https:': 'https',
  'socks:': 'socks5',
  'socks5:': 'socks5',
  'socks5h:': 'socks5',
};

/** Where a proxy listens when its URL does not say: RFC 9110, section 4.2, and RFC 1928, section 3. */
const defaultPorts: Readonly<Record<ProxyProtocol, number>> = { http: 80, https: 443, socks5: 1080 };

const field = 'proxy.use';

/**
 * The proxy that the environment names for this target, or null. It is that of `HTTPS_PROXY`, or else of `ALL_PROXY`, whatever is spoken
 * with the target: programs take these for a connection that the proxy passes on as it is, and it passes on all of ours so, whereas
 * `HTTP_PROXY` is for requests that it reads. A name in small letters comes before the one in capitals, as for curl. Throws a
 * `LinkProblem` for a URL that names no proxy.
 */
export function proxyOfEnvironment(environment: NodeJS.ProcessEnv, target: HostAndPort): Proxy | null {
  const named = valueOf(environment, 'https_proxy') || valueOf(environment, 'all_proxy');
  if (named === '' || isExcepted(valueOf(environment, 'no_proxy'), target)) return null;
  // As curl and others take it.
  const parsed = URL.parse(named.includes('://') ? named : `http://${named}`);
  const protocol = protocolsOfScheme[parsed?.protocol ?? ''];
  if (!parsed || !protocol || parsed.hostname === '') throw unusable(parsed);
  return {
    protocol,
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? defaultPorts[protocol] : Number(parsed.port),
    user: decoded(parsed.username),
    password: decoded(parsed.password),
    field,
  };
}

/** Empty is the same as not set. */
function valueOf(environment: NodeJS.ProcessEnv, name: string): string {
  return (environment[name]?.trim() || environment[name.toUpperCase()]?.trim()) ?? '';
}

/** The URL itself may have a password in it, so it is not quoted. */
function unusable(parsed: URL | null): LinkProblem {
  const how = parsed ? ` (${parsed.protocol.replace(':', '')})` : '';
  return new LinkProblem(
    `The environment names a proxy that Wirebench cannot use${how}. Set HTTPS_PROXY or ALL_PROXY to an http://, https:// or socks5:// address.`,
    { field },
  );
}

/** What is percent-encoded rightly is decoded, and all else taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
