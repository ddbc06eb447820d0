import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { hexDigitValue, toHexByte } from './hexDigits.ts';
import { quoteCharacterAt } from './quoteCharacter.ts';

/** Lower-case digits, two per byte, with `separator` (a space by default) between the bytes. */
export function formatHex(bytes: Uint8Array, options: { readonly separator?: string } = {}): string {
  return Array.from(bytes, toHexByte).join(options.separator ?? ' ');
}

/** Characters allowed between bytes. */
const separator = /[\s,:;-]/;
/** `0x`, `\x` and `%` before a byte are ignored: programs write bytes that way. */
const prefix = /0x|\\x|%/iy;

/**
 * Reads bytes as pairs of hex digits. White space, commas, colons, semicolons and hyphens may come between pairs; `0x`, `\x` or `%` before
 * a pair. A digit without its partner, or a character that is none of these, is a problem at its place.
 */
export function parseHex(text: string): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  const bytes = new Uint8Array(text.length >> 1);
  let length = 0;
  for (let at = 0; at < text.length;) {
    if (separator.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const from = at;
    at += prefixLengthAt(text, at);
    const high = hexDigitValue(text.charCodeAt(at));
    if (high < 0) return fail(problemAt(text, from, at));
    const low = hexDigitValue(text.charCodeAt(at + 1));
    if (low < 0) return fail(halfByteAt(text, at));
    bytes[length] = high * 16 + low;
    length += 1;
    at += 2;
  }
  return ok(bytes.slice(0, length));
}

function prefixLengthAt(text: string, at: number): number {
  prefix.lastIndex = at;
  return prefix.exec(text)?.[0].length ?? 0;
}

/** Where a digit should be: after a prefix, or in place of a byte. */
function problemAt(text: string, prefixFrom: number, at: number): TextProblem {
  if (prefixFrom < at && (at === text.length || separator.test(text.charAt(at)))) {
    const message = `Two hex digits are missing after “${text.slice(prefixFrom, at)}”.`;
    return { message, from: prefixFrom, to: at };
  }
  const { quoted, to } = quoteCharacterAt(text, at);
  return { message: `${quoted} is not a hex digit. Write bytes as pairs of 0-9 and a-f.`, from: at, to };
}

function halfByteAt(text: string, at: number): TextProblem {
  const next = at + 1;
  if (next < text.length && !separator.test(text.charAt(next)) && prefixLengthAt(text, next) === 0) {
    return problemAt(text, next, next);
  }
  const digit = text.charAt(at);
  return {
    message: `“${digit}” is half a byte. A byte has two hex digits: write “0${digit}”, or add the missing one.`,
    from: at,
    to: next,
  };
}
