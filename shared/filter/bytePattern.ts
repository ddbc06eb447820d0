/**
 * Bytes to look for. A byte `b` of the data fits position `i` when `(b & masks[i]) === values[i]`, so a nibble may be open (mask 0xf0,
 * 0x0f, 0x00) and an ASCII letter may be in either case (mask 0xdf). `values` has only bits that its mask has; both have the same length
 * and are not empty.
 */
export interface BytePattern {
  readonly values: Uint8Array;
  readonly masks: Uint8Array;
}

/** A pattern of exactly these bytes; with `ignoreCase`, ASCII letters (and nothing else) fit in either case. */
export function patternOfBytes(bytes: Uint8Array, ignoreCase = false): BytePattern {
  const masks = Uint8Array.from(bytes, (byte) => (ignoreCase && isAsciiLetter(byte) ? 0xdf : 0xff));
  return { values: bytes.map((byte, index) => byte & (masks[index] ?? 0)), masks };
}

function isAsciiLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** The longest run of positions that fit only one byte; the first if there are several. `from` equals `to` when there is none. */
export function longestLiteralRun(pattern: BytePattern): { readonly from: number; readonly to: number } {
  let best = { from: 0, to: 0 };
  let from = 0;
  for (let at = 0; at <= pattern.masks.length; at += 1) {
    if (pattern.masks[at] === 0xff) continue;
    if (at - from > best.to - best.from) best = { from, to: at };
    from = at + 1;
  }
  return best;
}

/** A pattern prepared for many searches. */
export interface PatternSearch {
  readonly pattern: BytePattern;
  /** The offset of the first place at or after `from` where the whole pattern fits, or -1. */
  find(bytes: Uint8Array, from?: number): number;
  /**
   * The lengths, in ascending order, of the pattern's proper beginnings that the bytes end with: where a match may begin that continues in
   * the following bytes. When there are fewer bytes than the pattern has, all of them may be such a beginning.
   */
  beginningsAtEnd(bytes: Uint8Array): number[];
}

/**
 * Horspool's search, with wildcards: the byte under the pattern's last position says how far the pattern may move. It takes far less than
 * one step per byte for ordinary patterns, and at worst the pattern's length per byte.
 */
export function createPatternSearch(pattern: BytePattern): PatternSearch {
  const { values, masks } = pattern;
  const last = values.length - 1;
  const shifts = shiftsOf(pattern);
  const fits = (bytes: Uint8Array, at: number, length: number): boolean => {
    let index = length - 1;
    while (index >= 0 && ((bytes[at + index] ?? 0) & (masks[index] ?? 0)) === values[index]) index -= 1;
    return index < 0;
  };
  const isOneByte = last === 0 && masks[0] === 0xff;
  return {
    pattern,
    find(bytes, from = 0) {
      if (isOneByte) return bytes.indexOf(values[0] ?? 0, from);
      for (let at = from; at + last < bytes.length; at += shifts[bytes[at + last] ?? 0] ?? 1) {
        if (fits(bytes, at, last + 1)) return at;
      }
      return -1;
    },
    beginningsAtEnd(bytes) {
      const lengths: number[] = [];
      for (let length = 1; length <= Math.min(last, bytes.length); length += 1) {
        if (fits(bytes, bytes.length - length, length)) lengths.push(length);
      }
      return lengths;
    },
  };
}

/** For each byte, the distance from the last position to the nearest earlier one that it fits; the whole length when there is none. */
function shiftsOf({ values, masks }: BytePattern): Uint32Array {
  const last = values.length - 1;
  const shifts = new Uint32Array(256).fill(values.length);
  for (let index = 0; index < last; index += 1) {
    const value = values[index] ?? 0;
    const mask = masks[index] ?? 0;
    if (mask === 0xff) {
      shifts[value] = last - index;
      continue;
    }
    for (let byte = 0; byte < 256; byte += 1) {
      if ((byte & mask) === value) shifts[byte] = last - index;
    }
  }
  return shifts;
}
