import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { ByteWriter } from './byteWriter.ts';
import { hexDigitValue, toHexByte } from './hexDigits.ts';
import { decodeSegments, encodeText } from './encodedText.ts';
import type { Encoding } from './encodings.ts';
import { quoteCharacterAt } from './quoteCharacter.ts';
import { isUnseen } from './visibleText.ts';

/** The one-letter escapes and their characters. */
const letterEscapes: ReadonlyMap<string, number> = new Map([
  ['r', 0x0d],
  ['n', 0x0a],
  ['t', 0x09],
  ['0', 0x00],
  ['a', 0x07],
  ['b', 0x08],
  ['e', 0x1b],
  ['f', 0x0c],
  ['v', 0x0b],
  ['\\', 0x5c],
  ['"', 0x22],
  ["'", 0x27],
]);

/** An escape that was read: what it means, and the offset after it. */
interface Escape {
  readonly value: { readonly byte: number } | { readonly codePoint: number };
  readonly to: number;
}

/**
 * Reads text with escapes: `\xNN` is one byte whatever the encoding; `\r \n \t \0 \a \b \e \f \v \\ \" \'`, `\u{…}` (one to six hex digits)
 * and `\uNNNN` (pairs of surrogates too, as in JSON) are one character each, and are encoded like everything else. A backslash that does
 * not begin one of these is a problem at its place, and so is `\0` before a digit, which other languages read as an octal number; so is a
 * character that the encoding does not have.
 */
export function parseEscapedText(
  text: string,
  encoding: Encoding = 'utf-8',
): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  const writer = new ByteWriter(text.length);
  for (let at = 0; at < text.length;) {
    const found = text.indexOf('\\', at);
    const end = found < 0 ? text.length : found;
    if (end > at) {
      const typed = encodeText(text, encoding, at, end);
      if (!typed.ok) return typed;
      writer.bytes(typed.value);
    }
    if (found < 0) break;
    const escape = parseEscape(text, found);
    if (!escape.ok) return escape;
    const { value, to } = escape.value;
    if ('byte' in value) {
      writer.byte(value.byte);
    } else {
      const escaped = encodeText(String.fromCodePoint(value.codePoint), encoding);
      if (!escaped.ok) return fail({ message: escaped.problem.message, from: found, to });
      writer.bytes(escaped.value);
    }
    at = to;
  }
  return ok(writer.finish());
}

function parseEscape(text: string, from: number): Result<Escape, TextProblem> {
  const letter = text.charAt(from + 1);
  if (letter === 'x') return parseByteEscape(text, from);
  if (letter === 'u')
    return text.charAt(from + 2) === '{' ? parseBracedEscape(text, from) : parseUnitEscape(text, from);
  const codePoint = letterEscapes.get(letter);
  if (codePoint === undefined) return fail(unknownEscape(text, from));
  if (letter === '0' && /\d/.test(text.charAt(from + 2))) {
    return problem('Numbers in escapes are hex. Write \\x00 for a zero byte before a digit.', from, from + 3);
  }
  return ok({ value: { codePoint }, to: from + 2 });
}

function unknownEscape(text: string, from: number): TextProblem {
  const hint = 'Write \\\\ for a backslash.';
  if (from + 1 >= text.length) {
    return { message: `A backslash begins an escape, and the text ends here. ${hint}`, from, to: from + 1 };
  }
  const { quoted, to } = quoteCharacterAt(text, from + 1);
  const message = /\d/.test(text.charAt(from + 1))
    ? 'Numbers in escapes are hex. Write a byte as \\xNN, such as \\x1b.'
    : `A backslash before ${quoted} is not an escape. ${hint}`;
  return { message, from, to };
}

function parseByteEscape(text: string, from: number): Result<Escape, TextProblem> {
  const digits = hexDigitsAt(text, from + 2, 2);
  if (digits.length < 2) {
    return problem(
      'After \\x come two hex digits, such as \\x0d.',
      from,
      endOfBadEscape(text, from + 2 + digits.length),
    );
  }
  return ok({ value: { byte: Number.parseInt(digits, 16) }, to: from + 4 });
}

function parseBracedEscape(text: string, from: number): Result<Escape, TextProblem> {
  const digits = hexDigitsAt(text, from + 3, 6);
  const end = from + 3 + digits.length;
  if (digits.length === 0 || text.charAt(end) !== '}') {
    return problem(
      'Between the braces of \\u{…} come one to six hex digits, such as \\u{1f600}.',
      from,
      endOfBadEscape(text, end),
    );
  }
  return characterEscape(Number.parseInt(digits, 16), from, end + 1);
}

function parseUnitEscape(text: string, from: number): Result<Escape, TextProblem> {
  const digits = hexDigitsAt(text, from + 2, 4);
  if (digits.length < 4) {
    const end = endOfBadEscape(text, from + 2 + digits.length);
    return problem(
      'After \\u come four hex digits, such as \\u20ac, or one to six in braces: \\u{1f600}.',
      from,
      end,
    );
  }
  const unit = Number.parseInt(digits, 16);
  const second = /^\\u(d[c-f][0-9a-f]{2})/i.exec(text.slice(from + 6, from + 12))?.[1];
  if (unit >= 0xd800 && unit <= 0xdbff && second !== undefined) {
    const codePoint = 0x10000 + (unit - 0xd800) * 0x400 + (Number.parseInt(second, 16) - 0xdc00);
    return ok({ value: { codePoint }, to: from + 12 });
  }
  return characterEscape(unit, from, from + 6);
}

function characterEscape(codePoint: number, from: number, to: number): Result<Escape, TextProblem> {
  if (codePoint > 0x10ffff) {
    return problem('The last character of Unicode is \\u{10ffff}. Write a lower number.', from, to);
  }
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
    return problem(
      'This is half of a character and cannot be encoded. Write its bytes as \\xNN, or the whole character.',
      from,
      to,
    );
  }
  return ok({ value: { codePoint }, to });
}

function hexDigitsAt(text: string, from: number, most: number): string {
  let to = from;
  while (to < from + most && hexDigitValue(text.charCodeAt(to)) >= 0) to += 1;
  return text.slice(from, to);
}

/** The mark includes the character that breaks the escape, unless a line or the text ends there. */
function endOfBadEscape(text: string, at: number): number {
  return at >= text.length || /\s/.test(text.charAt(at)) ? at : quoteCharacterAt(text, at).to;
}

function problem(message: string, from: number, to: number): Result<Escape, TextProblem> {
  return fail({ message, from, to });
}

/**
 * Writes any bytes as text that `parseEscapedText` turns back into the same bytes: characters of the encoding as such, invisible ones as
 * escapes, other bytes as `\xNN`.
 */
export function formatEscapedText(bytes: Uint8Array, encoding: Encoding = 'utf-8'): string {
  const isByte = encoding !== 'utf-16le' && encoding !== 'utf-16be';
  return decodeSegments(bytes, encoding)
    .map((segment) =>
      segment.kind === 'text'
        ? escapeText(segment.text, isByte)
        : Array.from(segment.bytes, (byte) => `\\x${toHexByte(byte)}`).join(''),
    )
    .join('');
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\0', '\\0'],
  ['\\', '\\\\'],
]);

/** `isByte` says that the encoding writes a character of ASCII as one byte. */
function escapeText(text: string, isByte: boolean): string {
  return text.replace(/[^ -[\]-~]/gu, (character, offset: number) => {
    if (character === '\0' && /\d/.test(text.charAt(offset + 1))) return isByte ? '\\x00' : '\\u{0}';
    const short = shortEscapes.get(character);
    if (short !== undefined) return short;
    if (!isUnseen(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    return isByte && code < 0x80 ? `\\x${toHexByte(code)}` : `\\u{${code.toString(16)}}`;
  });
}
