/** A part of a row of text, `to` exclusive. */
interface TextPiece {
  readonly from: number;
  readonly to: number;
  readonly isMatch: boolean;
}

/** A piece, and whether it is selected. */
interface SelectedPiece extends TextPiece {
  readonly isSelected: boolean;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Splits a row of UTF-8 where matches begin and end. Matches are in order and do not overlap; one that ends within a character covers all
 * of it, because half a character has no glyph.
 */
export function matchPieces(bytes: Uint8Array, row: Stretch, matches: readonly Stretch[]): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = row.from;
  const add = (to: number, isMatch: boolean): void => {
    if (to > at) pieces.push({ from: at, to, isMatch });
    at = Math.max(at, to);
  };
  for (const match of matches) {
    add(characterStart(bytes, Math.min(Math.max(match.from, at), row.to), at), false);
    add(characterEnd(bytes, Math.min(match.to, row.to), row.to), true);
  }
  add(row.to, false);
  return pieces;
}

/** The same, split also where the selection begins and ends; an empty one selects nothing. */
export function textPieces(
  bytes: Uint8Array,
  row: Stretch,
  matches: readonly Stretch[],
  selected: Stretch,
): SelectedPiece[] {
  return matchPieces(bytes, row, matches).flatMap(({ isMatch, ...piece }) => {
    const isTouched = selected.from < piece.to && selected.to > piece.from;
    return matchPieces(bytes, piece, isTouched ? [selected] : []).map(
      ({ from, to, isMatch: isSelected }) => ({
        from,
        to,
        isMatch,
        isSelected,
      }),
    );
  });
}

/** 3: the most bytes that can follow the first byte of a character (RFC 3629). */
const mostContinuations = 3;

function characterStart(bytes: Uint8Array, offset: number, least: number): number {
  let start = offset;
  while (start > least && offset - start < mostContinuations && isContinuation(bytes[start])) start -= 1;
  return isContinuation(bytes[start]) ? offset : start;
}

function characterEnd(bytes: Uint8Array, offset: number, most: number): number {
  let end = offset;
  while (end < most && end - offset < mostContinuations && isContinuation(bytes[end])) end += 1;
  return end;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
