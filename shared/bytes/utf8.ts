/** 64 KiB per step: a whole message as one string may exceed JavaScript's longest string, and would be thrown away at once. */
const stepBytes = 65_536;

/** True when the bytes are valid UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF, no character cut off). */
export function isUtf8(bytes: Uint8Array): boolean {
  // ASCII, as most of what is UTF-8 is, needs no decoder.
  if (bytes.every((byte) => byte < 0x80)) return true;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += stepBytes) {
      decoder.decode(bytes.subarray(at, at + stepBytes), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/**
 * What was found at an offset: a whole character of so many bytes, a byte that is not part of a character, or a character cut off by the
 * end.
 */
type Utf8Step =
  | { readonly kind: 'character'; readonly length: number }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'cut' };

const invalid: Utf8Step = { kind: 'invalid' };
const cut: Utf8Step = { kind: 'cut' };
const characters: readonly Utf8Step[] = [0, 1, 2, 3, 4].map((length) => ({ kind: 'character', length }));

function characterOf(length: number): Utf8Step {
  return characters[length] ?? invalid;
}

/** Reads the character that begins at `at`, which must be inside the bytes. The table is from RFC 3629, section 4. */
export function utf8StepAt(bytes: Uint8Array, at: number): Utf8Step {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return characterOf(1);
  if (first < 0xc2 || first > 0xf4) return invalid;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return cut;
    const lowest = index > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const highest = index > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (byte < lowest || byte > highest) return invalid;
  }
  return characterOf(length);
}

/** The number of bytes before a character that the end has cut in two. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let at = Math.max(0, bytes.length - 3); at < bytes.length; at += 1) {
    if (utf8StepAt(bytes, at).kind === 'cut') return at;
  }
  return bytes.length;
}

/** The offset of the first byte that is part of no character, looked for among the first `searchedBytes`; null when there is none. */
export function firstInvalidByte(bytes: Uint8Array, searchedBytes: number): number | null {
  const end = Math.min(bytes.length, searchedBytes);
  for (let at = 0; at < end;) {
    const step = utf8StepAt(bytes, at);
    if (step.kind !== 'character') return at;
    at += step.length;
  }
  return null;
}

/**
 * A stretch of decoded bytes; `from` and `to` are offsets into them, `to` exclusive. `invalid` bytes are not UTF-8. `cut` bytes are part of
 * a character whose rest lies outside the window. Two neighbours are never of the same kind.
 */
export type Utf8Segment =
  | { readonly kind: 'text'; readonly text: string; readonly from: number; readonly to: number }
  | {
      readonly kind: 'invalid' | 'cut';
      readonly bytes: Uint8Array;
      readonly from: number;
      readonly to: number;
    };

/** Whether the window has bytes of the same message before or after it. */
interface WindowEdges {
  readonly continuesBefore?: boolean;
  readonly continuesAfter?: boolean;
}

/**
 * Decodes a window of a message so that nothing is lost or made up: invalid bytes get segments of their own, and every byte is in exactly
 * one segment, in order.
 */
export function decodeUtf8Segments(bytes: Uint8Array, edges: WindowEdges = {}): Utf8Segment[] {
  const segments: Utf8Segment[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const add = (kind: Utf8Segment['kind'], from: number, to: number): void => {
    if (from === to) return;
    const part = bytes.subarray(from, to);
    if (kind === 'text') segments.push({ kind, text: decoder.decode(part), from, to });
    else segments.push({ kind, bytes: part, from, to });
  };
  let from = edges.continuesBefore === true ? continuationBytesAtStart(bytes) : 0;
  add('cut', 0, from);
  let kind: Utf8Segment['kind'] = 'text';
  for (let at = from; at < bytes.length;) {
    const step = utf8StepAt(bytes, at);
    const isCut = step.kind === 'cut' && edges.continuesAfter === true;
    const next = step.kind === 'character' ? 'text' : isCut ? 'cut' : 'invalid';
    if (next !== kind) {
      add(kind, from, at);
      from = at;
      kind = next;
    }
    at = step.kind === 'character' ? at + step.length : isCut ? bytes.length : at + 1;
  }
  add(kind, from, bytes.length);
  return segments;
}

/** At most three: a longer run of continuation bytes cannot be part of a character. */
function continuationBytesAtStart(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}
