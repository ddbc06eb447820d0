import { lstatSync } from 'node:fs';
import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import type { SessionId } from '../../../shared/model/ids.ts';

/**
 * The place at which a socket is, or should have been, bound. TCP and UDP each have their own ports; `path` of a unix socket is as typed.
 */
export type Place = NetworkPlace | { readonly transport: 'unix'; readonly path: string };

/** `host` is an IP address. `isV6Only` is for `::`, which by default accepts IPv4 addresses, too. */
export interface NetworkPlace {
  readonly transport: 'tcp' | 'udp';
  readonly host: string;
  readonly port: number;
  readonly isV6Only?: boolean;
}

/**
 * The holder of a place in this very program. `fact` is a sentence; `remedy` says what can be done about it, without a full stop, and is
 * null when another place is the only choice.
 */
export interface Holder {
  readonly fact: string;
  readonly remedy: string | null;
  /** Null where it is no session. */
  readonly session: SessionId | null;
}

/** True when two sockets cannot both be bound: to the same place, or to one that includes the other. */
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

/** One spelling for each address: a mapped IPv4 address becomes plain, and a zone goes, as in the system's name for a local address. */
function plainAddress(host: string): string {
  if (!isIPv6(host)) return host;
  const { address } = new SocketAddress({ address: host.replace(/%.*$/, ''), family: 'ipv6' });
  const carried = /^::ffff:(?=.*\.)/;
  return carried.test(address) ? address.replace(carried, '') : address;
}

/** Several paths may lead to one file; abstract names and pipes are identified by their names. */
function isSameSocket(one: string, other: string): boolean {
  if (one === other) return true;
  if (!one.startsWith('/') || !other.startsWith('/')) return false;
  const [found, wanted] = [one, other].map((path) =>
    lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  );
  return found !== undefined && found.dev === wanted?.dev && found.ino === wanted.ino;
}
