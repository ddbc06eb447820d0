import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { hexDigitValue } from '../bytes/hexDigits.ts';
import { quoteCharacterAt } from '../bytes/quoteCharacter.ts';
import type { BytePattern } from './bytePattern.ts';

/** Characters allowed between bytes, as in `parseHex`. */
const separator = /[\s,:;-]/;

/** Reads pairs of hex digits, where `?` means any digit: `de??beef`, `de ad ?? ef`, `4?`. Not empty. Offsets are in `text`. */
export function parseHexPattern(text: string): Result<BytePattern, TextProblem> {
  const values: number[] = [];
  const masks: number[] = [];
  for (let at = 0; at < text.length;) {
    if (separator.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const high = nibbleAt(text, at);
    if (!high) return fail(noDigitAt(text, at));
    const low = nibbleAt(text, at + 1);
    if (!low)
      return fail(
        at + 1 < text.length && !separator.test(text.charAt(at + 1))
          ? noDigitAt(text, at + 1)
          : halfByteAt(text, at),
      );
    values.push(high.value * 16 + low.value);
    masks.push(high.mask * 16 + low.mask);
    at += 2;
  }
  if (values.length > 0) return ok({ values: Uint8Array.from(values), masks: Uint8Array.from(masks) });
  return fail({
    message: 'Write the bytes as pairs of hex digits, as in hex:de??beef.',
    from: 0,
    to: text.length,
  });
}

function nibbleAt(text: string, at: number): { value: number; mask: number } | undefined {
  if (text.charAt(at) === '?') return { value: 0, mask: 0 };
  const value = hexDigitValue(text.charCodeAt(at));
  return value < 0 ? undefined : { value, mask: 0x0f };
}

function noDigitAt(text: string, at: number): TextProblem {
  const { quoted, to } = quoteCharacterAt(text, at);
  const message = `${quoted} is not a hex digit. Write bytes as pairs of 0-9, a-f, and ? for any digit, as in de??beef.`;
  return { message, from: at, to };
}

function halfByteAt(text: string, at: number): TextProblem {
  const digit = text.charAt(at);
  const message = `“${digit}” is half a byte. Write “0${digit}”, or “${digit}?” for any second digit.`;
  return { message, from: at, to: at + 1 };
}
