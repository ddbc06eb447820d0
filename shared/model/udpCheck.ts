import { ipVersionOf, parseAddress } from './address.ts';
import type { EndpointOf } from './connection.ts';
import { isMulticastAddress, parseMulticastGroup } from './multicast.ts';
import type { UdpSocket } from './udpOptions.ts';

/** A problem with an option, as a sentence; `field` is its path in the endpoint. */
interface UdpFinding {
  readonly field: string;
  readonly message: string;
}

/** Checks a UDP endpoint by its text alone: no names are looked up, and no interfaces are listed. */
export function checkUdp(definition: EndpointOf<'udp'>): readonly UdpFinding[] {
  const { socket } = definition;
  return [
    ...checkPlaces(definition),
    ...socket.groups.flatMap(({ group }, index) => checkGroup(group, socket, `socket.groups.${index}`)),
    ...checkBothVersions(definition),
  ];
}

/**
 * Whether the socket is connected to the address that it sends to (`remote`, null where there is none). `auto` connects to a single host
 * only: answers to a multicast or broadcast come from other addresses, which a connected socket does not receive.
 */
export function isConnected(socket: UdpSocket, remote: string | null, isBound: boolean): boolean {
  if (remote === null || socket.connected === 'no') return false;
  if (socket.connected === 'yes') return true;
  const isForMany = isMulticastAddress(remote) || remote === '255.255.255.255';
  return !isBound && !isForMany && !socket.broadcast && socket.groups.length === 0;
}

/**
 * Finds an option that has no effect on datagrams sent to an address or group from a dual-stack socket; null where all have. Systems keep
 * the hop limits of IPv4 and IPv6 separately, and libuv sets only that of the socket's own version, IPv6.
 */
export function findIneffective(socket: UdpSocket, address: string): UdpFinding | null {
  if (ipVersionOf(address) !== 4) return null;
  const [field, label] = isMulticastAddress(address) ? multicastOption(socket) : hostOption(socket);
  if (field === null) return null;
  const message = `“${label}” has an effect on IPv6 only when a socket receives at [::], but ${address} is an IPv4 address. Receive at 0.0.0.0 for IPv4.`;
  return { field: `socket.${field}`, message };
}

type NamedOption = readonly [field: keyof UdpSocket, label: string] | readonly [field: null, label: null];

function hostOption({ ttl }: UdpSocket): NamedOption {
  return ttl === null ? [null, null] : ['ttl', 'TTL'];
}

function multicastOption({ multicastTtl, multicastLoopback }: UdpSocket): NamedOption {
  if (multicastTtl !== null) return ['multicastTtl', 'Multicast TTL'];
  return multicastLoopback ? [null, null] : ['multicastLoopback', 'Loopback'];
}

function checkBothVersions({ address, bind, socket }: EndpointOf<'udp'>): readonly UdpFinding[] {
  const isEverywhere = /^[0:]+$/.test(hostOf(bind)) && ipVersionOf(hostOf(bind)) === 6;
  if (!isEverywhere || socket.family !== 'any') return [];
  const found = [hostOf(address), ...socket.groups.map(({ group }) => group)].flatMap(
    (each) => findIneffective(socket, each) ?? [],
  );
  return found.slice(0, 1);
}

/** The host of an address; empty where it cannot be read. */
function hostOf(text: string): string {
  const parsed = parseAddress(text, 'udp');
  return parsed.ok && parsed.value.scheme !== 'unix' ? parsed.value.host : '';
}

function checkPlaces({ address, bind, socket }: EndpointOf<'udp'>): readonly UdpFinding[] {
  const hasAddress = address.trim() !== '';
  if (!hasAddress && bind.trim() === '') {
    const message = 'Type an address to send to, or one to receive at in the options, or both.';
    return [{ field: 'address', message }];
  }
  if (!hasAddress && socket.connected === 'yes') {
    const message = 'There is no address to connect to. Type one, or leave the socket unconnected.';
    return [{ field: 'socket.connected', message }];
  }
  return [...checkVersion(address, 'address', socket), ...checkVersion(bind, 'bind', socket)];
}

function checkVersion(text: string, field: string, { family }: UdpSocket): readonly UdpFinding[] {
  const host = hostOf(text);
  if (family === 'any') return [];
  const version = ipVersionOf(host);
  if (version === null || String(version) === family) return [];
  const message = `${host} is an IPv${version} address, but the options allow IPv${family} only.`;
  return [{ field, message }];
}

function checkGroup(text: string, { family }: UdpSocket, field: string): readonly UdpFinding[] {
  const parsed = parseMulticastGroup(text);
  if (!parsed.ok) return [{ field, message: parsed.problem }];
  const { group, version } = parsed.value;
  if (family === 'any' || String(version) === family) return [];
  return [{ field, message: `${group} is an IPv${version} group, but the options allow IPv${family} only.` }];
}
