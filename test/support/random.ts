/** Numbers from 0 to 1 that are the same on every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function randomBelow(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

/** Bytes of all sorts: pure chance, text of many scripts, and text with a few bytes broken. */
export function randomBytes(random: () => number, largest: number): Uint8Array {
  const size = randomBelow(random, largest + 1);
  const sort = randomBelow(random, 3);
  if (sort === 0) return Uint8Array.from({ length: size }, () => randomBelow(random, 256));
  const bytes = new TextEncoder().encode(
    Array.from({ length: size }, () => randomCharacter(random)).join(''),
  );
  if (sort === 1 || bytes.length === 0) return bytes;
  for (let times = randomBelow(random, 4); times >= 0; times -= 1) {
    bytes[randomBelow(random, bytes.length)] = randomBelow(random, 256);
  }
  return bytes;
}

const alphabets = [
  '\r\n\t\0\\"0123456789',
  'abc XYZ{}',
  'äßéЖ漢字',
  '😀👩‍💻',
  '\u202e\u200b\ufeff\u00a0\u2028\x1b',
].map((text) => Array.from(text));

function randomCharacter(random: () => number): string {
  const alphabet = alphabets[randomBelow(random, alphabets.length)] ?? [];
  return alphabet[randomBelow(random, alphabet.length)] ?? 'a';
}

/** Text as nobody would type it, made of the given pieces. */
export function randomText(random: () => number, pieces: readonly string[], most: number): string {
  return Array.from(
    { length: randomBelow(random, most + 1) },
    () => pieces[randomBelow(random, pieces.length)] ?? '',
  ).join('');
}
