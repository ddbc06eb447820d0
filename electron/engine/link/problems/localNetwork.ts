import { BlockList, isIP } from 'node:net';
import type { Sentences } from './sentences.ts';

/** What macOS counts as the local network, as far as an address tells: private, link-local and unique local ones, and groups. */
const localNetwork = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
  ['255.255.255.255', 32],
] as const) {
  localNetwork.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['fe80::', 10],
  ['fc00::', 7],
  ['ff00::', 8],
] as const) {
  localNetwork.addSubnet(network, prefix, 'ipv6');
}

/**
 * Sentences for the local network on macOS. Since version 15 a program needs a person’s consent to reach it, and without it gets the
 * error of a host that is not there.
 */
export const macLocalNetworkProblems: Sentences = {
  EHOSTUNREACH:
    '{where} cannot be reached (host unreachable). It may be off, or macOS does not let Wirebench reach your local network: allow it in System Settings, Privacy & Security, Local Network, and connect again.',
};

/** Whether an IP address, or a name of multicast DNS, belongs to the local network. */
export function isOnLocalNetwork(host: string): boolean {
  const [address = ''] = host.replace(/^\[|\]$/g, '').split('%');
  const version = isIP(address);
  if (version === 0) return /\.local\.?$/i.test(address);
  return localNetwork.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
