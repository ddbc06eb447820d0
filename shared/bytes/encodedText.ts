import { fail, ok, type Result, type TextProblem } from '../base/result.ts';
import { codecOf } from './codec.ts';
import { encodingFacts, isMultibyte, type Encoding } from './encodings.ts';
import { quoteCharacterAt } from './quoteCharacter.ts';
import { decodeUtf8Segments, isUtf8 } from './utf8.ts';

/** A stretch of bytes: the characters that they are, or bytes that are none in this encoding. */
type TextOrBytes =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** How many bytes a character may have: what cannot be a character is not tried, since each failure costs ten times as much as a success. */
function sizesOf(encoding: Encoding): readonly number[] {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return [2, 4];
  if (encoding === 'gb18030') return [1, 2, 4];
  return isMultibyte(encoding) ? [1, 2] : [1];
}

const halfSurrogate = /\p{Cs}/u;

/**
 * The part of a text from `from` to `to`, encoded. A character that the encoding does not have is a problem at its place; half a surrogate
 * pair is one in every encoding.
 */
export function encodeText(
  text: string,
  encoding: Encoding = 'utf-8',
  from = 0,
  to = text.length,
): Result<Uint8Array<ArrayBuffer>, TextProblem> {
  const part = text.slice(from, to);
  const half = halfSurrogate.exec(part);
  if (half) {
    return fail({
      message: 'This is half of a character and has no bytes. Delete it, or type the character again.',
      from: from + half.index,
      to: from + half.index + 1,
    });
  }
  const { encode } = codecOf(encoding);
  const bytes = tryTo(() => encode(part));
  if (bytes !== null) return ok(bytes);
  const at = from + unencodableAt(part, encoding);
  return fail({ message: missingCharacter(text, encoding, at), from: at, to: quoteCharacterAt(text, at).to });
}

/** A sentence about the character at an offset, which the encoding does not have. */
function missingCharacter(text: string, encoding: Encoding, at: number): string {
  const { label } = encodingFacts(encoding);
  return `${label} does not have ${quoteCharacterAt(text, at).quoted}. Choose an encoding that does, such as UTF-8.`;
}

/** Where the first character is that cannot be encoded, in a text that has one: halved again and again, since a text may be long. */
function unencodableAt(text: string, encoding: Encoding): number {
  const { encode } = codecOf(encoding);
  let good = 0;
  let bad = text.length;
  // Text up to `good` can be encoded, text up to `bad` cannot.
  for (;;) {
    const next = good + String.fromCodePoint(text.codePointAt(good) ?? 0).length;
    if (next >= bad) return good;
    const middle = startOfCharacter(text, Math.max(next, Math.floor((good + bad) / 2)));
    if (tryTo(() => encode(text.slice(good, middle))) === null) bad = middle;
    else good = middle;
  }
}

/** The same offset, or the one before it where it would part a surrogate pair. */
function startOfCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}

/** The text whose encoding gives exactly these bytes; null when there is none. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string | null {
  const codec = codecOf(encoding);
  if (encoding === 'utf-8') return isUtf8(bytes) ? codec.decode(bytes) : null;
  const text = tryTo(() => codec.decode(bytes));
  if (text === null || halfSurrogate.test(text)) return null;
  // Some encodings have several bytes for one character, of which the encoder writes one.
  const again = tryTo(() => codec.encode(text));
  return again !== null && isSame(again, bytes) ? text : null;
}

/** Any bytes as text and bytes in turn, so that encoding the texts again gives the same bytes. */
export function decodeSegments(bytes: Uint8Array, encoding: Encoding): TextOrBytes[] {
  if (encoding === 'utf-8') {
    return decodeUtf8Segments(bytes).map((segment) =>
      segment.kind === 'text'
        ? { kind: 'text', text: segment.text }
        : { kind: 'bytes', bytes: segment.bytes },
    );
  }
  const whole = decodeText(bytes, encoding);
  if (whole !== null) return whole === '' ? [] : [{ kind: 'text', text: whole }];
  const segments: TextOrBytes[] = [];
  const characterAt = characterReader(bytes, encoding);
  for (let at = 0; at < bytes.length;) {
    const character = characterAt(at);
    const to = at + (character?.size ?? 1);
    addSegment(
      segments,
      character ? { kind: 'text', text: character.text } : { kind: 'bytes', bytes: bytes.subarray(at, to) },
    );
    at = to;
  }
  return segments;
}

/** Finds the character at an offset. The same bytes are decoded once, however often they come. */
function characterReader(
  bytes: Uint8Array,
  encoding: Encoding,
): (at: number) => { readonly text: string; readonly size: number } | null {
  const sizes = sizesOf(encoding);
  const known = new Map<number, string | null>();
  const decode = (at: number, size: number): string | null => {
    const part = bytes.subarray(at, at + size);
    // The size keeps apart what begins with a zero.
    const key = part.reduce((number, byte) => number * 256 + byte, size);
    const before = known.get(key);
    if (before !== undefined) return before;
    const text = decodeText(part, encoding);
    known.set(key, text);
    return text;
  };
  return (at) => {
    for (const size of sizes) {
      const text = at + size <= bytes.length ? decode(at, size) : null;
      if (text !== null && text !== '') return { text, size };
    }
    return null;
  };
}

function addSegment(segments: TextOrBytes[], next: TextOrBytes): void {
  const last = segments.at(-1);
  if (last?.kind === 'text' && next.kind === 'text')
    segments[segments.length - 1] = { kind: 'text', text: last.text + next.text };
  else segments.push(next);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** The value, or null where the library says by throwing that there is none. */
function tryTo<Value>(act: () => Value): Value | null {
  try {
    return act();
  } catch {
    return null;
  }
}
