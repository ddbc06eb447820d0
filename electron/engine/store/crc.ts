import { crc32 } from 'node:zlib';

/**
 * Up to 200 bytes, computing the sum here is faster than calling zlib, and most payloads are no longer: a fifth of the cost of recording
 * them.
 */
const longestCountedHere = 200;

/** For each of the eight bytes processed at once: its effect on the sum, by the number of bytes that follow it in the eight. */
const steps = makeSteps();

/**
 * CRC-32 as in zlib, PNG and Ethernet (ISO 3309; polynomial 0x04C11DB7, reflected). `start`: the sum of the preceding bytes, as in zlib.
 */
export function crcOf(bytes: Uint8Array, start = 0): number {
  return crcOfStretch(bytes, 0, bytes.length, start);
}

/** The same for the bytes from `from` up to but not including `to`. */
export function crcOfStretch(bytes: Uint8Array, from: number, to: number, start: number): number {
  if (to - from <= longestCountedHere) return countHere(bytes, from, to, start);
  return crc32(bytes.subarray(from, to), start >>> 0);
}

/** The shifts and masks keep every index below 2,048, and the bytes are read within their length. */
function countHere(bytes: Uint8Array, from: number, to: number, start: number): number {
  const wholeEnd = to - ((to - from) % 8);
  const byte = (at: number): number => bytes[at] ?? 0;
  const step = (ahead: number, value: number): number => steps[ahead * 256 + (value & 255)] ?? 0;
  let sum = ~start;
  for (let at = from; at < wholeEnd; at += 8) {
    sum ^= byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
    sum =
      step(7, sum) ^
      step(6, sum >>> 8) ^
      step(5, sum >>> 16) ^
      step(4, sum >>> 24) ^
      step(3, byte(at + 4)) ^
      step(2, byte(at + 5)) ^
      step(1, byte(at + 6)) ^
      step(0, byte(at + 7));
  }
  for (let at = wholeEnd; at < to; at += 1) sum = (sum >>> 8) ^ step(0, sum ^ byte(at));
  return ~sum >>> 0;
}

function makeSteps(): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let value = 0; value < 256; value += 1) {
    let sum = value;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    made[value] = sum;
  }
  for (let index = 256; index < made.length; index += 1) {
    const before = made[index - 256] ?? 0;
    made[index] = (before >>> 8) ^ (made[before & 255] ?? 0);
  }
  return made;
}
