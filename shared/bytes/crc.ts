/** Advances the register of a CRC over the bytes from `from` up to but not including `to`. The register is a signed 32-bit integer. */
export type CrcCount = (bytes: Uint8Array, from: number, to: number, register: number) => number;

/**
 * A reflected CRC of at most 32 bits, which takes the lowest bit of each byte first, eight bytes at a time (Intel, “Slicing-by-8”, 2006).
 * `polynomial` is written with its bits reversed, as in 0xedb88320 for CRC-32. What the register begins with, and what it is combined with
 * at the end, is up to the caller.
 */
export function reflectedCrc(polynomial: number): CrcCount {
  const steps = makeSteps(polynomial);
  // The shifts and masks keep every index below 2,048, and the bytes are read within their length.
  return (bytes, from, to, register) => {
    const wholeEnd = to - ((to - from) % 8);
    const byte = (at: number): number => bytes[at] ?? 0;
    const step = (ahead: number, value: number): number => steps[ahead * 256 + (value & 255)] ?? 0;
    let sum = register;
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
    return sum;
  };
}

/** For each of the eight bytes processed at once: its effect on the sum, by the number of bytes that follow it in the eight. */
function makeSteps(polynomial: number): Int32Array {
  const made = new Int32Array(8 * 256);
  for (let value = 0; value < 256; value += 1) {
    let sum = value;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ polynomial : sum >>> 1;
    made[value] = sum;
  }
  for (let index = 256; index < made.length; index += 1) {
    const before = made[index - 256] ?? 0;
    made[index] = (before >>> 8) ^ (made[before & 255] ?? 0);
  }
  return made;
}

/** The register of CRC-32 as in zlib, PNG and Ethernet (ISO 3309). It begins with all ones, and its complement is the sum. */
export const countCrc32 = reflectedCrc(0xedb88320);

/** A CRC of 16 bits that takes the highest bit of each byte first. `polynomial` is written as it stands, as in 0x1021. */
export function forwardCrc16(polynomial: number): CrcCount {
  const steps = Uint16Array.from({ length: 256 }, (_, value) => {
    let sum = value << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x8000 ? (sum << 1) ^ polynomial : sum << 1;
    return sum;
  });
  return (bytes, from, to, register) => {
    let sum = register;
    for (let at = from; at < to; at += 1) {
      sum = ((sum << 8) & 0xffff) ^ (steps[(sum >>> 8) ^ (bytes[at] ?? 0)] ?? 0);
    }
    return sum;
  };
}
