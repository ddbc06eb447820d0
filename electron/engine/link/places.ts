import { lstatSync } from 'node:fs';
import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/** Where a socket is bound, or was to be. TCP and UDP have ports of their own; `path` of a unix socket is as it is typed. */
export type Place = NetworkPlace | { readonly transport: 'unix'; readonly path: string };

/** `host` is an IP address. `isV6Only` is for `::`, which takes the IPv4 addresses, too, where nothing is said. */
export interface NetworkPlace {
  readonly transport: 'tcp' | 'udp';
  readonly host: string;
  readonly port: number;
  readonly isV6Only?: boolean;
}

/**
 * What holds a place in this very program. `fact` is a sentence; `remedy` what can be done about it, without a full stop, null where there is
 * nothing but to choose another place.
 */
export interface Holder {
  readonly fact: string;
  readonly remedy: string | null;
}

/** True where two sockets cannot both be bound: the same place, or one that is part of the other. */
export function placesClash(one: Place, other: Place): boolean {
  if (one.transport === 'unix' || other.transport === 'unix') {
    return one.transport === 'unix' && other.transport === 'unix' && isSameSocket(one.path, other.path);
  }
  if (one.transport !== other.transport || one.port !== other.port) return false;
  return plainAddress(one.host) === plainAddress(other.host) || contains(one, other) || contains(other, one);
}

function contains({ host, isV6Only = false }: NetworkPlace, other: NetworkPlace): boolean {
  const address = plainAddress(host);
  if (address === '0.0.0.0') return isIPv4(plainAddress(other.host));
  return address === '::' && (isIPv6(plainAddress(other.host)) || !(isV6Only || other.isV6Only === true));
}

/** In one spelling; an IPv4 address that IPv6 carries as itself. Without a zone: the system tells an address of this machine without it. */
function plainAddress(host: string): string {
  if (!isIPv6(host)) return host;
  const { address } = new SocketAddress({ address: host.replace(/%.*$/, ''), family: 'ipv6' });
  const carried = /^::ffff:(?=.*\.)/;
  return carried.test(address) ? address.replace(carried, '') : address;
}

/** A file may be reached by many paths; abstract names and pipes are their names. */
function isSameSocket(one: string, other: string): boolean {
  if (one === other) return true;
  if (!one.startsWith('/') || !other.startsWith('/')) return false;
  const [found, wanted] = [one, other].map((path) =>
    lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  return found !== undefined && found.dev === wanted?.dev && found.ino === wanted.ino;
}
