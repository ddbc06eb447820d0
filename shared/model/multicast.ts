import { fail, ok, type Result } from '../base/result.ts';
import { ipVersionOf } from './address.ts';

/** A parsed multicast group. `zone` is the interface in `ff02::1%eth0` (RFC 4007). */
export interface MulticastAddress {
  readonly group: string;
  readonly version: 4 | 6;
  readonly zone: string | null;
}

/** True for an IP address of a multicast group (RFC 1112, RFC 4291 section 2.7). False for a name, whatever it resolves to. */
export function isMulticastAddress(host: string): boolean {
  const version = ipVersionOf(host);
  if (version === 4) return Math.trunc(Number(host.split('.')[0]) / 16) === 14;
  return version === 6 && /^ff[\da-f]{2}:/i.test(host);
}

/** Reads a multicast group; the problem is a sentence that says what one looks like. */
export function parseMulticastGroup(text: string): Result<MulticastAddress, string> {
  const trimmed = text.trim();
  if (trimmed === '') return fail('Type a multicast group, such as 239.1.2.3 or ff02::1234.');
  const version = ipVersionOf(trimmed);
  if (version === null) {
    return fail(
      `“${trimmed}” is not an IP address. A multicast group is one, such as 239.1.2.3 or ff02::1234.`,
    );
  }
  if (!isMulticastAddress(trimmed)) return fail(notMulticast(trimmed, version));
  const [address = '', zone = null] = trimmed.split('%');
  return ok({ group: address.toLowerCase(), version, zone });
}

function notMulticast(address: string, version: 4 | 6): string {
  return version === 4
    ? `${address} is not a multicast group: those of IPv4 go from 224.0.0.0 to 239.255.255.255.`
    : `${address} is not a multicast group: those of IPv6 begin with ff, as in ff02::1234.`;
}
