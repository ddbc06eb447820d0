import { SocketAddress } from 'node:net';
import { ipVersionOf } from '../../../../shared/model/address.ts';

/**
 * An IP address in the spelling in which the system names it: `0:0::1` is `::1`. A zone (`fe80::1%eth0`, RFC 4007) stays: there is no
 * sending without it.
 */
export function spellAsSystem(address: string): string {
  if (ipVersionOf(address) !== 6) return address;
  const [plain = '', ...zone] = address.split('%');
  return [new SocketAddress({ address: plain, family: 'ipv6' }).address, ...zone].join('%');
}
