import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { formatHostAndPort, type HostAndPort } from '../../../../shared/model/address.ts';
import { LinkProblem } from '../link.ts';

/** 255 bytes: the length of a name is one byte in SOCKS (RFC 1928, section 5), and in DNS no name is longer (RFC 1035, section 2.3.4). */
const longestNameBytes = 255;

const field = 'address';

/**
 * The target as a proxy is asked for it: a name goes over the wire in its ASCII form. Throws a `LinkProblem` at the address for what has
 * none, and for a zone, which counts on this machine only (RFC 4007, section 6).
 */
export function forProxy({ host, port }: HostAndPort): HostAndPort {
  if (isIP(host) !== 0) return { host: withoutZone(host, port), port };
  const name = domainToASCII(host);
  if (name === '') {
    throw new LinkProblem(
      `The name ${host} cannot be sent to a proxy: it has no ASCII form (IDNA). Check how it is written, or use an IP address.`,
      { field },
    );
  }
  if (name.length > longestNameBytes) {
    throw new LinkProblem(
      `The name in this address has ${name.length} bytes in its ASCII form, and a proxy takes ${longestNameBytes} at most. Use a shorter name, or an IP address.`,
      { field },
    );
  }
  return { host: name, port };
}

function withoutZone(host: string, port: number): string {
  const at = host.indexOf('%');
  if (at < 0) return host;
  throw new LinkProblem(
    `The zone ${host.slice(at)} in ${formatHostAndPort(host, port)} counts on this machine only, and a proxy cannot use it. Take it out, or use no proxy.`,
    { field },
  );
}
