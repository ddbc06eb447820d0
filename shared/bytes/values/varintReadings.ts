import { formatCount } from '../../base/quantity.ts';
import { noValue, valueOf, type ByteReading, type ReadValue } from './reading.ts';

/** Whole numbers of a variable length: seven bits a byte, the lowest first, and a byte below 0x80 is the last one. */
export const varintReadings: readonly ByteReading[] = [
  // DWARF 5, section 7.6. A varint of Protocol Buffers is the first of them.
  varintReading('ULEB128', 10, ({ value }) => within64(value, 0n, 2n ** 64n)),
  varintReading('SLEB128', 10, ({ value, width }) =>
    within64(BigInt.asIntN(7 * width, value), -(2n ** 63n), 2n ** 63n),
  ),
  // Protocol Buffers, sint64: 0, -1, 1, -2, …
  varintReading('ZigZag', 10, ({ value }) =>
    within64((value >> 1n) ^ -(value & 1n), -(2n ** 63n), 2n ** 63n),
  ),
  // MQTT 5.0, section 1.5.5: at most four bytes.
  varintReading('MQTT length', 4, ({ value }) => value),
];

interface Varint {
  readonly value: bigint;
  readonly width: number;
}

/** A reading of at most `most` bytes. What they stand for is null where it is more than 64 bits. */
function varintReading(name: string, most: number, meaning: (varint: Varint) => bigint | null): ByteReading {
  return {
    name,
    hasOrder: false,
    read: (view): ReadValue => {
      const varint = varintOf(view, most);
      if (varint === null) return noValue(view.byteLength < most ? 'cut off' : `longer than ${most} bytes`);
      const value = meaning(varint);
      if (value === null) return noValue('more than 64 bits');
      return valueOf(varint.width, formatCount(value), String(value));
    },
  };
}

/** Null where the last byte is not among the first `most`. */
function varintOf(view: DataView, most: number): Varint | null {
  let value = 0n;
  for (let at = 0; at < Math.min(most, view.byteLength); at += 1) {
    const byte = view.getUint8(at);
    value |= BigInt(byte & 0x7f) << BigInt(7 * at);
    if (byte < 0x80) return { value, width: at + 1 };
  }
  return null;
}

function within64(value: bigint, least: bigint, end: bigint): bigint | null {
  return value >= least && value < end ? value : null;
}
