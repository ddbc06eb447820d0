import { crc32 } from 'node:zlib';
import { countCrc32 } from '../../../shared/bytes/crc.ts';

/**
 * Up to 200 bytes, computing the sum here is faster than calling zlib, and most payloads are no longer: a fifth of the cost of recording
 * them.
 */
const longestCountedHere = 200;

/**
 * CRC-32 as in zlib, PNG and Ethernet (ISO 3309; polynomial 0x04C11DB7, reflected). `start`: the sum of the preceding bytes, as in zlib.
 */
export function crcOf(bytes: Uint8Array, start = 0): number {
  return crcOfStretch(bytes, 0, bytes.length, start);
}

/** The same for the bytes from `from` up to but not including `to`. */
export function crcOfStretch(bytes: Uint8Array, from: number, to: number, start: number): number {
  if (to - from <= longestCountedHere) return ~countCrc32(bytes, from, to, ~start) >>> 0;
  return crc32(bytes.subarray(from, to), start >>> 0);
}
