import { SocketAddress } from 'node:net';
import { ipVersionOf } from '../../../../shared/model/address.ts';

/** An IP address as the system spells it: `0:0::1` is `::1`. A zone (`fe80::1%eth0`, RFC 4007) stays: nothing can be sent without it. */
export function spellAsSystem(address: string): string {
  if (ipVersionOf(address) !== 6) return address;
  const [plain = '', ...zone] = address.split('%');
  return [new SocketAddress({ address: plain, family: 'ipv6' }).address, ...zone].join('%');
}
