import { toHexByte } from './hexDigits.ts';
import type { Utf8Segment } from './utf8.ts';

/** A stretch of text to show. A `quiet` one stands for something that has no glyph of its own, and is shown in a quieter tone. */
export interface VisibleSegment {
  readonly text: string;
  readonly quiet: boolean;
}

/**
 * What would not be seen or would change how its neighbours are shown: controls, bidi and other format characters, zero-width and
 * unusual spaces, line separators, half surrogate pairs, noncharacters. The common space is not among them.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?! )\p{Zs}/u;
const unseenRuns = new RegExp(`(?:${unseen.source})+`, 'gu');

/** True for a character (one code point) that is shown as a sign. */
export function isUnseen(character: string): boolean {
  return unseen.test(character);
}

/** `␍` for the C0 controls and DEL (Unicode's control pictures), `‹U+202E›` for the others. */
export function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** `‹FF›`: a byte that is no part of a character. */
export function signOfByte(byte: number): string {
  return `‹${toHexByte(byte).toUpperCase()}›`;
}

/** Splits text into what can be shown as it is and signs for what cannot. Neighbours differ in tone. */
export function visibleText(text: string): VisibleSegment[] {
  const segments: VisibleSegment[] = [];
  let from = 0;
  for (const match of text.matchAll(unseenRuns)) {
    if (match.index > from) segments.push({ text: text.slice(from, match.index), quiet: false });
    segments.push({ text: Array.from(match[0], signOf).join(''), quiet: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) segments.push({ text: text.slice(from), quiet: false });
  return segments;
}

/** The same for decoded bytes: those that are no UTF-8 become signs too. */
export function visibleUtf8(segments: readonly Utf8Segment[]): VisibleSegment[] {
  return joinTones(
    segments.flatMap((segment) =>
      segment.kind === 'text'
        ? visibleText(segment.text)
        : [{ text: Array.from(segment.bytes, signOfByte).join(''), quiet: true }],
    ),
  );
}

function joinTones(segments: readonly VisibleSegment[]): VisibleSegment[] {
  const joined: VisibleSegment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last?.quiet === segment.quiet)
      joined[joined.length - 1] = { ...last, text: last.text + segment.text };
    else joined.push(segment);
  }
  return joined;
}

/** What a terminal could obey or a reader not see; new lines and unusual spaces are not among it. */
const unsafe =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Sentences of our own with text of any origin in them, fit for a terminal: the lines stay lines. */
export function visibleLines(text: string): string {
  return text.replace(unsafe, signOf);
}

/** Text of any origin in one line, signs instead of what is unseen: for names, titles and terminals. */
export function visibleLine(text: string): string {
  return visibleText(text)
    .map((segment) => segment.text)
    .join('');
}

/** Text of a peer for a sentence: one line of signs and glyphs, 200 characters at most. */
export function visible(text: string): string {
  const cut = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return visibleLine(cut.toWellFormed());
}
