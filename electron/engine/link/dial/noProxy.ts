import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { HostAndPort } from '../../../../shared/model/address.ts';

/**
 * True when a `NO_PROXY` list excepts the target. Commas or white space separate entries: `*` for all; a name, which also covers its
 * subdomains, and may begin with a dot; an IP address, IPv6 with or without brackets; a range of addresses such as 10.0.0.0/8. An entry
 * with a port counts for that port only; an IPv6 address then needs its brackets.
 */
export function isExcepted(list: string, target: HostAndPort): boolean {
  return list.split(/[\s,]+/).some((entry) => entry !== '' && covers(readEntry(entry), target));
}

interface Entry {
  /** `*`, a name, an address, or an address with a prefix length. */
  readonly place: string;
  readonly port: number | null;
}

function readEntry(entry: string): Entry {
  const bracketed = /^\[([^\]]*)\](\/\d+)?(?::(\d+))?$/.exec(entry);
  if (bracketed) {
    const [, address = '', prefix = '', port] = bracketed;
    return { place: `${address}${prefix}`, port: port === undefined ? null : Number(port) };
  }
  const [, place = entry, port] = /^([^:]*):(\d+)$/.exec(entry) ?? [];
  return { place, port: port === undefined ? null : Number(port) };
}

function covers({ place, port }: Entry, target: HostAndPort): boolean {
  if (port !== null && port !== target.port) return false;
  if (place === '*') return true;
  const host = withoutZone(target.host);
  return isIP(host) === 0 ? coversName(place, target.host) : coversAddress(place, host);
}

function coversName(place: string, host: string): boolean {
  if (place.includes('/')) return false;
  const suffix = plainName(place.replace(/^\*?\./, ''));
  return suffix !== '' && `.${plainName(host)}`.endsWith(`.${suffix}`);
}

/** In ASCII, lower case, and without the trailing root dot. */
function plainName(name: string): string {
  return (domainToASCII(name) || name.toLowerCase()).replace(/\.$/, '');
}

/** Compares addresses whatever their spelling: `::1` is `0:0:0:0:0:0:0:1`. */
function coversAddress(place: string, address: string): boolean {
  const [base = '', prefix] = place.split('/');
  const network = withoutZone(base);
  const family = familyOf(network);
  if (family === null) return false;
  const bits = prefix === undefined ? null : Number(prefix);
  const list = new BlockList();
  if (bits === null) list.addAddress(network, family);
  else if (bits <= (family === 'ipv4' ? 32 : 128)) list.addSubnet(network, bits, family);
  return list.check(address, familyOf(address) ?? 'ipv4');
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6';
}

function withoutZone(host: string): string {
  return host.replace(/%.*$/, '');
}
