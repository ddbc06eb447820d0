import { escapeOf } from '../../../shared/bytes/controlEscapes.ts';
import { utf8StepAt } from '../../../shared/bytes/utf8.ts';
import { isUnseen, signOfByte } from '../../../shared/bytes/visibleText.ts';
import type { ByteStretch } from './byteStretch.ts';

/** A character of a row, or a byte that is part of none: its bytes, and how many UTF-16 units it is shown with. */
export interface TextCell extends ByteStretch {
  readonly units: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The cell that begins at an offset. */
export function cellAt(bytes: Uint8Array, at: number): TextCell {
  const step = utf8StepAt(bytes, at);
  if (step.kind !== 'character') return { from: at, to: at + 1, units: signOfByte(bytes[at] ?? 0).length };
  const to = at + step.length;
  const character = decoder.decode(bytes.subarray(at, to));
  return { from: at, to, units: (isUnseen(character) ? escapeOf(character) : character).length };
}

/** The cell of a row that a unit of its shown text belongs to; the last one for what is beyond. */
export function cellAtUnit(bytes: Uint8Array, row: ByteStretch, unit: number): TextCell {
  let cell = cellAt(bytes, row.from);
  for (let before = cell.units; before <= unit && cell.to < row.to; before += cell.units)
    cell = cellAt(bytes, cell.to);
  return cell;
}

/** The unit of a row's shown text at which the cell with an offset begins. */
export function unitOf(bytes: Uint8Array, row: ByteStretch, offset: number): number {
  let units = 0;
  for (
    let cell = cellAt(bytes, row.from);
    cell.to <= offset && cell.to < row.to;
    cell = cellAt(bytes, cell.to)
  )
    units += cell.units;
  return units;
}

const wordCharacter = /[\p{Letter}\p{Mark}\p{Number}_]/u;

/** The word of a row around an offset; a character that is part of none, such as a space, alone. */
export function wordAround(bytes: Uint8Array, row: ByteStretch, offset: number): ByteStretch {
  let begin: number | null = null;
  for (let at = row.from; at < row.to;) {
    const { from, to } = cellAt(bytes, at);
    const isOfWord = wordCharacter.test(decoder.decode(bytes.subarray(from, to)));
    if (!isOfWord && offset < from && begin !== null) return { from: begin, to: from };
    if (!isOfWord && offset < to) return { from, to };
    begin = isOfWord ? (begin ?? from) : null;
    at = to;
  }
  return { from: begin ?? offset, to: row.to };
}

/** 4: the most bytes of a character (RFC 3629). */
const longestCharacter = 4;

/** The cell that an offset is in. */
export function cellAround(bytes: Uint8Array, offset: number): TextCell {
  for (let at = Math.max(0, offset - longestCharacter + 1); at < offset; at += 1) {
    const cell = cellAt(bytes, at);
    if (cell.to > offset && cell.to - cell.from > 1) return cell;
  }
  return cellAt(bytes, offset);
}
