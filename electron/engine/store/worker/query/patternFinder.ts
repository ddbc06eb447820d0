import {
  createPatternSearch,
  longestLiteralRun,
  type BytePattern,
  type PatternSearch,
} from '../../../../../shared/filter/bytePattern.ts';

/** 2 certain bytes: with a single one, Node’s own search would stop too often for nothing. */
const shortestNativeRun = 2;

/** Finds a pattern in many bytes at once. */
export interface PatternFinder {
  readonly length: number;
  readonly search: PatternSearch;
  /** The first place at or after `from` where the whole pattern is, or -1. */
  find(bytes: Buffer, from: number): number;
  /**
   * The pattern in two parts. When a match lies in two payloads, one of them contains a whole part: where neither part is found, there is no
   * match. Empty for a pattern of one byte, which always lies in one payload.
   */
  readonly halves: readonly PatternFinder[];
  /** The length of the first part; 0 for a pattern of one byte. */
  readonly firstHalf: number;
  /** True for a byte that may stand before the pattern's last one: a payload that ends with another byte begins no match at its end. */
  mayContinueAfter(byte: number): boolean;
  /** True when a payload may contain what follows the first `length` bytes of the pattern, up to the end of the payload or of the pattern. */
  continues(bytes: Uint8Array, length: number): boolean;
}

export function createPatternFinder(pattern: BytePattern): PatternFinder {
  const folded = foldsCase(pattern) ? new FoldedBytes() : null;
  const firstHalf = bestBorder(pattern, folded !== null);
  const halves = firstHalf === 0 ? [] : [part(pattern, 0, firstHalf), part(pattern, firstHalf)];
  return finderOf(
    pattern,
    firstHalf,
    folded,
    halves.map((half) => finderOf(half, 0, folded, [])),
  );
}

function finderOf(
  pattern: BytePattern,
  firstHalf: number,
  folded: FoldedBytes | null,
  halves: readonly PatternFinder[],
): PatternFinder {
  const { length } = pattern.values;
  return {
    length,
    search: createPatternSearch(pattern),
    firstHalf,
    halves,
    mayContinueAfter: tableOf((byte) => {
      for (let index = 0; index < length - 1; index += 1) if (fitsAt(pattern, byte, index)) return true;
      return false;
    }),
    find: folded ? foldedFind(pattern, folded) : plainFind(pattern),
    continues(bytes, after) {
      const end = Math.min(bytes.length, length - after);
      for (let at = 0; at < end; at += 1) if (!fitsAt(pattern, bytes[at] ?? 0, after + at)) return false;
      return true;
    },
  };
}

/** Node searches for the longest part without wildcards; the rest is verified around it. */
function plainFind(pattern: BytePattern): PatternFinder['find'] {
  const { length } = pattern.values;
  const run = longestLiteralRun(pattern);
  const literal = Buffer.from(pattern.values.subarray(run.from, run.to));
  const search = createPatternSearch(pattern);
  if (literal.length === length) return (bytes, from) => bytes.indexOf(literal, from);
  if (literal.length < shortestNativeRun) return (bytes, from) => search.find(bytes, from);
  return (bytes, from) => {
    for (let at = bytes.indexOf(literal, from + run.from); at >= 0; at = bytes.indexOf(literal, at + 1)) {
      if (fits(pattern, bytes, at - run.from)) return at - run.from;
    }
    return -1;
  };
}

/** Both are folded to lower case; in the pattern only letters may be of either case, so each find is verified. */
function foldedFind(pattern: BytePattern, folded: FoldedBytes): PatternFinder['find'] {
  const literal = new FoldedBytes().of(Buffer.from(pattern.values));
  return (bytes, from) => {
    const all = folded.of(bytes);
    for (let at = all.indexOf(literal, from); at >= 0; at = all.indexOf(literal, at + 1)) {
      if (fits(pattern, bytes, at)) return at;
    }
    return -1;
  };
}

/** Bytes with their ASCII letters in lower case. Several parts of a pattern search the same bytes, so these are folded once. */
class FoldedBytes {
  private bytes: Buffer | null = null;
  private folded: Buffer = Buffer.alloc(0);

  of(bytes: Buffer): Buffer {
    if (this.bytes === bytes) return this.folded;
    this.bytes = bytes;
    const words = new Uint32Array((bytes.length + 3) >>> 2);
    const folded = Buffer.from(words.buffer);
    folded.set(bytes);
    for (let index = 0; index < words.length; index += 1) words[index] = lowerCase(words[index] ?? 0);
    this.folded = folded.subarray(0, bytes.length);
    return this.folded;
  }
}

/** Four bytes at once: the top bit of each says whether it is at least “A”, and whether it is beyond “Z”. */
function lowerCase(word: number): number {
  const low = word & 0x7f7f_7f7f;
  const fromA = (low + 0x3f3f_3f3f) | 0;
  const beyondZ = (low + 0x2525_2525) | 0;
  return word | (((fromA ^ beyondZ) & ~word & 0x8080_8080) >>> 2);
}

/** True for a text in either case, without wildcards. */
function foldsCase({ masks }: BytePattern): boolean {
  return masks.includes(0xdf) && masks.every((mask) => mask === 0xdf || mask === 0xff);
}

/** At most 64 places are tried for a border: a longer pattern has long stretches without wildcards nearly everywhere. */
const mostBorders = 64;

/** The border that leaves both parts the longest possible stretch without wildcards; the middle, when there are no wildcards. */
function bestBorder(pattern: BytePattern, isFolded: boolean): number {
  const { length } = pattern.values;
  const middle = length >> 1;
  if (isFolded || pattern.masks.every((mask) => mask === 0xff)) return middle;
  const worth = (at: number): number =>
    Math.min(runLength(part(pattern, 0, at)), runLength(part(pattern, at)));
  let best = middle;
  for (
    let at = Math.max(1, middle - mostBorders / 2);
    at < Math.min(length, middle + mostBorders / 2);
    at += 1
  ) {
    if (worth(at) > worth(best)) best = at;
  }
  return best;
}

/** Node searches for a part that is entirely certain, however short it is. */
function runLength(pattern: BytePattern): number {
  const { from, to } = longestLiteralRun(pattern);
  return to - from === pattern.values.length ? Math.max(to - from, shortestNativeRun) : to - from;
}

function fits(pattern: BytePattern, bytes: Uint8Array, at: number): boolean {
  const { length } = pattern.values;
  if (at < 0 || at + length > bytes.length) return false;
  for (let index = 0; index < length; index += 1)
    if (!fitsAt(pattern, bytes[at + index] ?? 0, index)) return false;
  return true;
}

function fitsAt({ values, masks }: BytePattern, byte: number, index: number): boolean {
  return (byte & (masks[index] ?? 0)) === values[index];
}

function part({ values, masks }: BytePattern, from: number, to?: number): BytePattern {
  return { values: values.subarray(from, to), masks: masks.subarray(from, to) };
}

function tableOf(holds: (byte: number) => boolean): (byte: number) => boolean {
  const table = Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0));
  return (byte) => table[byte] === 1;
}
