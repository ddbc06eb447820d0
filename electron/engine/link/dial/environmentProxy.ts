import type { HostAndPort } from '../../../../shared/model/address.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { isExcepted } from './noProxy.ts';
import type { Proxy, ProxyProtocol } from './proxy.ts';

/** The schemes of proxies in the environment; `socks5h` says that the proxy looks names up, which it always does here. */
const protocolsOfScheme: Readonly<Record<string, ProxyProtocol>> = {
  'http:': 'http',
  'https:': 'https',
  'socks:': 'socks5',
  'socks5:': 'socks5',
  'socks5h:': 'socks5',
};

/** The default ports of proxies: RFC 9110, section 4.2, and RFC 1928, section 3. */
const defaultPorts: Readonly<Record<ProxyProtocol, number>> = { http: 80, https: 443, socks5: 1080 };

const field = 'proxy.use';

/**
 * The proxy that the environment names for this target, or null: that of `HTTPS_PROXY`, or else of `ALL_PROXY`, whatever protocol the
 * target speaks. Programs use these for connections that the proxy forwards unread, as it does all of ours, and `HTTP_PROXY` for requests
 * that it reads. A lower-case name precedes the upper-case one, as in curl. Throws a `LinkProblem` for an unusable URL.
 */
export function proxyOfEnvironment(environment: NodeJS.ProcessEnv, target: HostAndPort): Proxy | null {
  const named = valueOf(environment, 'https_proxy') || valueOf(environment, 'all_proxy');
  if (named === '' || isExcepted(valueOf(environment, 'no_proxy'), target)) return null;
  // As in curl and others.
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

/** An empty variable counts as unset. */
function valueOf(environment: NodeJS.ProcessEnv, name: string): string {
  return (environment[name]?.trim() || environment[name.toUpperCase()]?.trim()) ?? '';
}

/** The URL itself may contain a password, so it is not quoted. */
function unusable(parsed: URL | null): LinkProblem {
  const how = parsed ? ` (${parsed.protocol.replace(':', '')})` : '';
  return new LinkProblem(
    `The environment names a proxy that Wirebench cannot use${how}. Set HTTPS_PROXY or ALL_PROXY to an http://, https:// or socks5:// address.`,
    { field },
  );
}

/** Decodes valid percent-encoding, and leaves everything else unchanged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
