import type { HostAndPort } from '../../../../shared/model/address.ts';
import { parseProxyUrl } from '../../../../shared/model/proxyUrl.ts';
import { LinkProblem } from '../../base/linkProblem.ts';
import { isExcepted } from './noProxy.ts';
import type { Proxy } from './proxy.ts';

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
  const proxy = parseProxyUrl(named, { scheme: 'http' });
  if (!proxy) throw unusable(named);
  const { protocol, host, port, user, password } = proxy;
  return { protocol, host, port, user, password, field };
}

/** An empty variable counts as unset. */
function valueOf(environment: NodeJS.ProcessEnv, name: string): string {
  return (environment[name]?.trim() || environment[name.toUpperCase()]?.trim()) ?? '';
}

/** The URL itself may contain a password, so only its scheme is quoted, and only if that is what is wrong. */
function unusable(url: string): LinkProblem {
  const scheme = /^[a-z0-9+.-]+(?=:\/\/)/i.exec(url)?.[0];
  const isFault = scheme !== undefined && parseProxyUrl(`${scheme}://host`) === null;
  const how = isFault ? ` (${scheme})` : '';
  return new LinkProblem(
    `The environment names a proxy that Wirebench cannot use${how}. Set HTTPS_PROXY or ALL_PROXY to an http://, https:// or socks5:// address.`,
    { field },
  );
}
