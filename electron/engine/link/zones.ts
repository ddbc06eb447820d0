import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { InterfaceTable } from './udp/interfaces.ts';

/** fe80::/10 (RFC 4291, section 2.5.6). */
const linkLocal = /^fe[89ab][0-9a-f]:/i;

/** 10 names: a machine full of containers has hundreds of interfaces, and a sentence must end. */
const namedInterfaces = 10;

/**
 * What is wrong with the zone of an IPv6 address (RFC 4007, section 11), which the system has no words for: a zone that is not an interface
 * of this machine, or a missing zone though the address depends on the interface. Null when valid, and for names.
 */
export function zoneProblemOf(
  host: string,
  table: InterfaceTable = networkInterfaces(),
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (!isIPv6(host)) return null;
  const [address = '', zone] = host.split('%');
  const names = Object.keys(table);
  if (zone === undefined) {
    // Windows chooses the interface by its routes.
    if (platform === 'win32' || !linkLocal.test(address)) return null;
    const example = names.find((name) => table[name]?.some((each) => linkLocal.test(each.address))) ?? 'eth0';
    return `${host} is a link-local address, and such an address is valid on one interface only. Add the interface, as in ${address}%${example}.`;
  }
  if (names.includes(zone) || numbersOf(table).has(zone)) return null;
  const listed = [...names.slice(0, namedInterfaces), ...(names.length > namedInterfaces ? ['others'] : [])];
  const what = /^\d+$/.test(zone)
    ? `interface number ${zone} with an IPv6 address`
    : `interface “${zone}” with an address`;
  return `There is no ${what} on this machine now, so ${host} cannot be reached. There are: ${listed.join(', ')}.`;
}

/** Zones may be numbers, too. An interface's number comes with its link-local addresses; 1 is the loopback of every system. */
function numbersOf(table: InterfaceTable): ReadonlySet<string> {
  const addresses = Object.values(table).flatMap((each = []) => each);
  return new Set(['1', ...addresses.map(({ scopeid = 0 }) => String(scopeid)).filter((id) => id !== '0')]);
}
