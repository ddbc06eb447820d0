import { isIP } from 'node:net';
import { asciiHost } from '../../../../shared/model/hostName.ts';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import { LinkProblem } from '../../base/linkProblem.ts';

const field = 'address';

/**
 * The target as the proxy receives it: a name is sent in its ASCII form, which every name in a parsed address has, with 254 bytes at most;
 * a proxy accepts 255 (RFC 1928, section 5). Throws a `LinkProblem` for an address with a zone, which has a meaning on this machine only
 * (RFC 4007, section 6).
 */
export function forProxy({ host, port }: HostAndPort): HostAndPort {
  if (isIP(host) !== 0) return { host: withoutZone(host, port), port };
  return { host: asciiHost(host) ?? host, port };
}

function withoutZone(host: string, port: number): string {
  const at = host.indexOf('%');
  if (at < 0) return host;
  throw new LinkProblem(
    `The zone ${host.slice(at)} in ${formatHostAndPort(host, port)} is valid on this machine only, so a proxy cannot use it. Remove it, or use no proxy.`,
    { field },
  );
}
