import { escapeOf } from '../../../shared/bytes/controlEscapes.ts';
import { utf8StepAt } from '../../../shared/bytes/utf8.ts';
import { isUnseen, signOfByte } from '../../../shared/bytes/visibleText.ts';

/** A row of a text view: bytes of a block, `to` exclusive, never with a part of a character. */
export interface TextRow {
  readonly from: number;
  readonly to: number;
  /** False for a continuation of a line that was too long for one row. */
  readonly startsLine: boolean;
}

interface TextBlockPlace {
  /** The part of `bytes` that belongs to the block; the bytes around it only complete characters at its edges. */
  readonly from: number;
  readonly to: number;
  /** Whether the byte before the block ended a line. */
  readonly startsLine: boolean;
  /** How many characters fit in a row. */
  readonly columns: number;
}

const lineFeed = 0x0a;

/**
 * Splits a block of UTF-8 into rows: after every line feed, and where a line is too long. A character belongs to the block that it begins
 * in.
 */
export function layOutText(bytes: Uint8Array, place: TextBlockPlace): TextRow[] {
  const rows: TextRow[] = [];
  let { startsLine } = place;
  let from = skipContinuation(bytes, place.from);
  let width = 0;
  const end = (to: number, nextStartsLine: boolean): void => {
    if (to > from) rows.push({ from, to, startsLine });
    from = to;
    width = 0;
    startsLine = nextStartsLine;
  };
  let at = from;
  while (at < place.to) {
    const { length, columns } = characterAt(bytes, at);
    if (width + columns > place.columns) end(at, false);
    width += columns;
    at += length;
    if (bytes[at - 1] === lineFeed) end(at, true);
  }
  end(at, false);
  return rows;
}

/** Skips bytes at a block's beginning that continue a character of the block before. If they continue none, they are kept and shown. */
function skipContinuation(bytes: Uint8Array, from: number): number {
  for (let before = Math.max(0, from - 3); before < from; before += 1) {
    const step = utf8StepAt(bytes, before);
    if (step.kind === 'character' && before + step.length > from) return before + step.length;
  }
  return from;
}

function characterAt(bytes: Uint8Array, at: number): { readonly length: number; readonly columns: number } {
  const byte = bytes[at] ?? 0;
  if (byte >= 0x20 && byte < 0x7f) return { length: 1, columns: 1 };
  const step = utf8StepAt(bytes, at);
  if (step.kind !== 'character') return { length: 1, columns: signOfByte(byte).length };
  return { length: step.length, columns: columnsOf(codePointOf(bytes, at, step.length)) };
}

function codePointOf(bytes: Uint8Array, at: number, length: number): number {
  let code = (bytes[at] ?? 0) & (0x7f >> length);
  for (let index = 1; index < length; index += 1) code = code * 64 + ((bytes[at + index] ?? 0) & 0x3f);
  return code;
}

/** A combining mark counts as one column too, so that a line of nothing else is split like any other. */
function columnsOf(code: number): number {
  const character = String.fromCodePoint(code);
  if (isUnseen(character)) return escapeOf(character).length;
  return code >= 0x1100 && wide.test(character) ? 2 : 1;
}

const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;
