import { ipVersionOf, parseAddress } from './address.ts';

/**
 * By IP version: 65,535 bytes less UDP's header (8), and for IPv4 less the IP header (20), which IPv6 does not count (RFC 768, RFC 8200
 * section 3).
 */
export const largestDatagramBytes = { 4: 65_507, 6: 65_527 } as const;

/** The most that a datagram to this address can hold; for a name, whose IP version is not known yet, the larger limit. */
export function largestDatagramTo(address: string): number {
  const parsed = parseAddress(address, 'udp');
  const host = parsed.ok && 'host' in parsed.value ? parsed.value.host : '';
  const isIpv4 = ipVersionOf(host) === 4 || /^::ffff:[\d.]+$/i.test(host);
  return largestDatagramBytes[isIpv4 ? 4 : 6];
}
