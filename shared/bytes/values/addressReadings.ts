import { formatHex } from '../hex.ts';
import { formatUuid } from '../uuid.ts';
import { bytesOf, fixedReading, valueOf, type ByteReading } from './reading.ts';

/** Identifiers and addresses, in the order of bytes that is usual on the wire; a GUID is a UUID as Windows has it in memory. */
export const addressReadings: readonly ByteReading[] = [
  addressReading('UUID', 16, formatUuid),
  addressReading('GUID', 16, (bytes) => formatUuid(mixedEndian(bytes))),
  addressReading('IPv4', 4, (bytes) => bytes.join('.')),
  addressReading('IPv6', 16, formatIpv6),
  addressReading('MAC', 6, (bytes) => formatHex(bytes, { separator: ':' })),
];

function addressReading(name: string, width: number, format: (bytes: Uint8Array) => string): ByteReading {
  return fixedReading(name, width, (view) => valueOf(width, format(bytesOf(view, width))), {
    hasOrder: false,
  });
}

/** The first three groups of a GUID are numbers, with their lowest byte first; [MS-DTYP], section 2.3.4.2. */
function mixedEndian(bytes: Uint8Array): Uint8Array {
  const group = (from: number, to: number): Uint8Array => bytes.slice(from, to).toReversed();
  return Uint8Array.of(...group(0, 4), ...group(4, 6), ...group(6, 8), ...bytes.subarray(8));
}

/** Lower-case digits, without leading zeros, the longest run of zero groups as `::`, an IPv4 address in it as such; RFC 5952. */
function formatIpv6(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(index * 2).toString(16));
  const text = groups.join(':');
  if (text.startsWith('0:0:0:0:0:ffff:')) return `::ffff:${bytes.subarray(12).join('.')}`;
  const longest = Array.from(text.matchAll(/\b0(?::0)+\b/g)).reduce<RegExpExecArray | null>(
    (found, run) => (found === null || run[0].length > found[0].length ? run : found),
    null,
  );
  if (longest === null) return text;
  const after = text.slice(longest.index + longest[0].length);
  return `${text.slice(0, longest.index).replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}
