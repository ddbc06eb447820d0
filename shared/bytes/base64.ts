import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { quoteCharacterAt } from './quoteCharacter.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Indexed by character code; 255 means not a digit. `-` and `_` belong to the URL-safe alphabet (RFC 4648, section 5). */
const digitValues = new Uint8Array(128).fill(255);
for (let value = 0; value < 64; value += 1) digitValues[alphabet.charCodeAt(value)] = value;
digitValues['-'.charCodeAt(0)] = 62;
digitValues['_'.charCodeAt(0)] = 63;

const whiteSpace = /\s/;

/** A multiple of 3, so that pieces can be joined; small enough to be passed as arguments. */
const pieceBytes = 12_288;

/** Base64 with padding, in one line (RFC 4648, section 4). */
export function formatBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  }
  return text;
}

/** Where the digits of a text ended, and the bytes they decoded to. */
interface Digits {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly count: number;
  /** Offset of the last digit, for problems. */
  readonly lastAt: number;
  /** Bits of the last digit that belong to no byte. */
  readonly leftOver: number;
  /** Offset of the first `=`, or the text's length. */
  readonly end: number;
}

/**
 * Reads Base64 of the standard and the URL-safe alphabet, with white space anywhere. Padding may be left out, but must be right where it is
 * present; so must the unused bits of the last digit, because they show when text was cut off.
 */
export function parseBase64(text: string): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  const read = readDigits(text);
  if (!read.ok) return read;
  const digits = read.value;
  const problem = problemOfPadding(text, digits) ?? problemOfLastDigit(text, digits);
  return problem ? fail(problem) : ok(digits.bytes);
}

function readDigits(text: string): Result<Digits, TextProblem> {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let count = 0;
  let lastAt = 0;
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  for (; at < text.length && text.charAt(at) !== '='; at += 1) {
    const value = digitValues[text.charCodeAt(at)] ?? 255;
    if (value === 255) {
      if (whiteSpace.test(text.charAt(at))) continue;
      const { quoted, to } = quoteCharacterAt(text, at);
      const message = `${quoted} is not in Base64. It is written with A-Z, a-z, 0-9, + and / (or - and _).`;
      return fail({ message, from: at, to });
    }
    count += 1;
    lastAt = at;
    bits = (bits << 6) | value;
    bitCount += 6;
    if (bitCount >= 8) {
      bitCount -= 8;
      bytes[length] = bits >> bitCount;
      length += 1;
      bits &= (1 << bitCount) - 1;
    }
  }
  return ok({ bytes: bytes.slice(0, length), count, lastAt, leftOver: bits, end: at });
}

function problemOfPadding(text: string, { count, end }: Digits): TextProblem | undefined {
  const wanted = count % 4 === 2 ? 2 : count % 4 === 3 ? 1 : 0;
  let found = 0;
  for (let at = end; at < text.length; at += 1) {
    if (whiteSpace.test(text.charAt(at))) continue;
    if (text.charAt(at) !== '=') {
      const { quoted, to } = quoteCharacterAt(text, at);
      return { message: `${quoted} comes after the end: “=” ends Base64.`, from: at, to };
    }
    found += 1;
    if (found > wanted && count % 4 !== 1) {
      const message =
        wanted === 0 ? 'No “=” belongs here: the bytes are complete.' : 'There is one “=” too many.';
      return { message, from: at, to: at + 1 };
    }
  }
  if (found === 0 || found === wanted || count % 4 === 1) return undefined;
  return { message: 'One more “=” belongs here, or none at all.', from: end, to: end + 1 };
}

function problemOfLastDigit(text: string, { count, lastAt, leftOver }: Digits): TextProblem | undefined {
  const at = { from: lastAt, to: lastAt + 1 };
  if (count % 4 === 1) {
    return {
      message: 'This last digit does not make a whole byte. Digits are missing, or it is one too many.',
      ...at,
    };
  }
  if (leftOver === 0) return undefined;
  const value = digitValues[text.charCodeAt(lastAt)] ?? 0;
  const right = alphabet.charAt(value - leftOver);
  const digit = text.charAt(lastAt);
  const message = `“${digit}” has bits beyond the last byte: digits are missing, or it should be “${right}”.`;
  return { message, ...at };
}
