import { decodeUtf8Segments, type Utf8Segment } from '../bytes/utf8.ts';

/** 8 KiB at a time: `String.fromCharCode` takes its characters as arguments, whose number is limited. */
const stepBytes = 8192;

/** Bytes in the form that an expression reads. */
export interface ReadableBytes {
  readonly text: string;
  /** The byte offset where the character at an index of the text begins; for the text's length, the number of bytes. */
  readonly offsetOf: (index: number) => number;
}

/** ISO 8859-1: one character is one byte, of the same value. (The `TextDecoder` of that name is Windows-1252.) */
export function readLatin1(bytes: Uint8Array): ReadableBytes {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += stepBytes) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + stepBytes)));
  }
  return { text: parts.join(''), offsetOf: (index) => index };
}

/** UTF-8, where every byte that is not part of a character reads as U+FFFD. */
export function readUtf8(bytes: Uint8Array): ReadableBytes {
  const segments = decodeUtf8Segments(bytes);
  const text = segments.map(textOf).join('');
  let offsets: Uint32Array | undefined;
  return {
    text,
    offsetOf(index) {
      offsets ??= offsetsOf(segments, text.length, bytes.length);
      return offsets[index] ?? bytes.length;
    },
  };
}

function textOf(segment: Utf8Segment): string {
  return segment.kind === 'text' ? segment.text : '\ufffd'.repeat(segment.bytes.length);
}

/** For each code unit, where its character's bytes begin; both halves of a surrogate pair have the same offset. */
function offsetsOf(segments: readonly Utf8Segment[], textLength: number, byteCount: number): Uint32Array {
  const offsets = new Uint32Array(textLength + 1).fill(byteCount);
  let index = 0;
  for (const segment of segments) {
    let offset = segment.from;
    for (const character of textOf(segment)) {
      offsets.fill(offset, index, index + character.length);
      index += character.length;
      offset += segment.kind === 'text' ? utf8Length(character.codePointAt(0) ?? 0) : 1;
    }
  }
  return offsets;
}

/** RFC 3629, section 3. */
function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
