import { toHexByte } from './hexDigits.ts';
import type { Utf8Segment } from './utf8.ts';

/** A stretch of text to show. A `quiet` one represents something without a glyph of its own, and is shown in a quieter tone. */
export interface VisibleSegment {
  readonly text: string;
  readonly quiet: boolean;
}

/**
 * Characters that would be invisible or would change how their neighbours are shown: controls, bidi and other format characters, zero-width
 * and unusual spaces, line separators, half surrogate pairs, noncharacters. The ordinary space is not among them.
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

/** `‹FF›`: a byte that is not part of a character. */
export function signOfByte(byte: number): string {
  return `‹${toHexByte(byte).toUpperCase()}›`;
}

/** Splits text into characters that can be shown unchanged and signs for those that cannot. Neighbours differ in tone. */
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

/** The same for decoded bytes: bytes that are not UTF-8 become signs too. */
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

/** Characters that a terminal could obey or a reader could not see, except new lines and unusual spaces. */
const unsafe =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Makes our own sentences, with text of any origin in them, safe for a terminal: line breaks are kept. */
export function visibleLines(text: string): string {
  return text.replace(unsafe, signOf);
}

/** Text of any origin on one line, with signs for invisible characters: for names, titles and terminals. */
export function visibleLine(text: string): string {
  return visibleText(text)
    .map((segment) => segment.text)
    .join('');
}

/** Letters that are written from right to left: their neighbours in a line would change places. */
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;

/**
 * Text of any origin for use within a line of our own that is not markup, such as a question, a tooltip or an announcement: on one line, with
 * signs for invisible characters, and isolated (Unicode's FSI and PDI) where its letters would turn the line around.
 */
export function isolated(text: string): string {
  const shown = visibleLine(text);
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** A name in a sentence of ours: `“redis”`. */
export function quoted(name: string): string {
  return `“${isolated(name)}”`;
}

/** A stretch of a sentence; `isName` for a name that `isolated` has put in. */
interface SentencePiece extends VisibleSegment {
  readonly isName: boolean;
}

/** What `isolated` has put in: a peer that writes the same can only turn its own text around. */
const isolates = /\u2068([^\u2066-\u2069]*)\u2069/g;

/** Splits a sentence into names and the words between them, with signs for what cannot be shown. */
export function sentencePieces(sentence: string): SentencePiece[] {
  const pieces: SentencePiece[] = [];
  const add = (text: string, isName: boolean): void => {
    for (const segment of visibleText(text)) pieces.push({ ...segment, isName });
  };
  let from = 0;
  for (const match of sentence.matchAll(isolates)) {
    add(sentence.slice(from, match.index), false);
    add(match[1] ?? '', true);
    from = match.index + match[0].length;
  }
  add(sentence.slice(from), false);
  return pieces;
}

/** The same in one text, for a tooltip or a screen reader. */
export function visibleSentence(sentence: string): string {
  return sentencePieces(sentence)
    .map(({ text, isName }) => (isName ? `\u2068${text}\u2069` : text))
    .join('');
}

/** A peer's text for use in a sentence: one line of glyphs and signs, 200 characters at most. */
export function visible(text: string): string {
  const cut = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return visibleLine(cut.toWellFormed());
}
