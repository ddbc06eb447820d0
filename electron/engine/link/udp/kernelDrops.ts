import { isIPv4, SocketAddress } from 'node:net';

/** The place at which a UDP socket is bound, as `dgram` reports it. */
export interface BoundAt {
  readonly address: string;
  readonly port: number;
}

/**
 * How many datagrams the system has dropped for one socket: the last column of Linux's `/proc/net/udp` or `/proc/net/udp6` (proc(5)). Null
 * when the socket is not in the table, or when several share its address and cannot be told apart.
 */
export function kernelDropsIn(table: string, boundAt: BoundAt): number | null {
  const wanted = `${kernelAddress(boundAt.address)}:${boundAt.port.toString(16).toUpperCase().padStart(4, '0')}`;
  const [row, another] = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local]) => local === wanted);
  if (!row || another) return null;
  const drops = Number(row.at(-1));
  return row.length >= leastColumns && Number.isSafeInteger(drops) ? drops : null;
}

/** 13: Linux before 2.6.27 had no column for drops. */
const leastColumns = 13;

/** The bytes in hex, each group of four as a number in the machine's order: on Node's little-endian machines, the last byte first. */
function kernelAddress(address: string): string {
  const bytes = isIPv4(address) ? address.split('.').map(Number) : bytesOfIpv6(address);
  let hex = '';
  for (let word = 0; word < bytes.length; word += 4) {
    for (const byte of bytes.slice(word, word + 4).toReversed()) hex += byte.toString(16).padStart(2, '0');
  }
  return hex.toUpperCase();
}

/** RFC 4291, section 2.2. The zone is not part of the address. */
function bytesOfIpv6(text: string): number[] {
  const [withoutZone = ''] = text.split('%');
  const { address } = new SocketAddress({ address: withoutZone, family: 'ipv6' });
  const [head = '', tail = ''] = withIpv4InHex(address).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

/** `::ffff:127.0.0.1` is `::ffff:7f00:1`. */
function withIpv4InHex(address: string): string {
  const end = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (!end) return address;
  const [a = 0, b = 0, c = 0, d = 0] = end.slice(1).map(Number);
  return `${address.slice(0, end.index)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
