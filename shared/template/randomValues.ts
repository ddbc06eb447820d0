import { formatHex } from '../bytes/hex.ts';
import { formatUuid } from '../bytes/uuid.ts';

/** The bytes as a UUID of a version and of the variant of RFC 9562, section 4. */
function uuidOf(bytes: Uint8Array, version: number): string {
  const marked = Uint8Array.from(bytes);
  marked[6] = ((marked[6] ?? 0) & 0x0f) | (version << 4);
  marked[8] = ((marked[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(marked);
}

/** A UUID of version 4 from 16 random bytes; RFC 9562, section 5.4. */
export function uuidV4(random: Uint8Array): string {
  return uuidOf(random, 4);
}

/** A UUID of version 7 from 16 random bytes and the time, which sorts first; RFC 9562, section 5.7. */
export function uuidV7(random: Uint8Array, nowUs: number): string {
  const bytes = Uint8Array.from(random);
  let rest = Math.max(0, Math.floor(nowUs / 1000));
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return uuidOf(bytes, 7);
}

/** A whole number from `least` to `most`, both inclusive, from 16 random bytes: so many that no number is noticeably likelier. */
export function randomInteger(random: Uint8Array, least: number, most: number): number {
  const count = BigInt(most) - BigInt(least) + 1n;
  const drawn = BigInt(`0x${formatHex(random, { separator: '' })}`);
  return Number(BigInt(least) + (drawn % count));
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, one from each two random bytes. */
export function randomLetters(random: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < random.length; at += 2) {
    text += letters.charAt(((random[at] ?? 0) * 256 + (random[at + 1] ?? 0)) % letters.length);
  }
  return text;
}
