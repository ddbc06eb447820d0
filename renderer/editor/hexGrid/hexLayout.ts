/**
 * The positions in a hex grid, in characters of the monospaced font: two digits and a space for each byte, one more space between groups of
 * eight, then a character for each byte.
 */

import { offsetDigits } from '../../../shared/bytes/hexDump.ts';

const bytesPerGroup = 8;
/** The gap between the offset, the bytes and the characters. */
const gapColumns = 2;

export type HexColumn = 'hex' | 'text';
export const columnNames: readonly HexColumn[] = ['hex', 'text'];

export interface HexLayout {
  readonly size: number;
  readonly bytesPerRow: number;
  readonly offsetDigits: number;
  /** The columns where the bytes and their characters begin, and how many columns a row has. */
  readonly hexFrom: number;
  readonly textFrom: number;
  readonly columns: number;
}

export function hexLayoutOf(size: number, bytesPerRow: number): HexLayout {
  const digits = offsetDigits(size);
  const hexFrom = digits + gapColumns;
  const hexColumns = bytesPerRow * 3 - 1 + (Math.ceil(bytesPerRow / bytesPerGroup) - 1);
  const textFrom = hexFrom + hexColumns + gapColumns;
  return { size, bytesPerRow, offsetDigits: digits, hexFrom, textFrom, columns: textFrom + bytesPerRow };
}

/** Sixteen bytes per row, as is usual; eight where sixteen do not fit. `columns` is how many characters fit. */
export function bytesPerRowFor(size: number, columns: number): number {
  return hexLayoutOf(size, 16).columns <= columns ? 16 : 8;
}

/** A record without bytes has one empty row, so that there is a place for the cursor. */
export function rowCountOf({ size, bytesPerRow }: HexLayout): number {
  return Math.max(1, Math.ceil(size / bytesPerRow));
}

/** The digits of a row's bytes, padded so that the characters after them line up. */
export function hexTextOf(cells: readonly string[], { bytesPerRow, hexFrom, textFrom }: HexLayout): string {
  let text = '';
  for (let index = 0; index < bytesPerRow; index += 1) {
    if (index > 0) text += index % bytesPerGroup === 0 ? '  ' : ' ';
    text += cells[index] ?? '  ';
  }
  return text.padEnd(textFrom - gapColumns - hexFrom);
}

/** The character position where a byte of a row begins in a column. */
export function columnOf(indexInRow: number, column: HexColumn, layout: HexLayout): number {
  if (column === 'text') return layout.textFrom + indexInRow;
  return layout.hexFrom + indexInRow * 3 + Math.floor(indexInRow / bytesPerGroup);
}

/** The byte of a row at, or nearest to, a character position, and in which of the two columns. */
export function byteAtColumn(
  character: number,
  layout: HexLayout,
  only?: HexColumn,
): { readonly indexInRow: number; readonly column: HexColumn } {
  const column = only ?? (character >= layout.textFrom - 1 ? 'text' : 'hex');
  const place = character - (column === 'text' ? layout.textFrom : layout.hexFrom);
  const perGroup = bytesPerGroup * 3 + 1;
  const index =
    column === 'text'
      ? Math.floor(place)
      : Math.floor(place / perGroup) * bytesPerGroup +
        Math.min(Math.floor((place - Math.floor(place / perGroup) * perGroup + 0.5) / 3), bytesPerGroup - 1);
  return { indexInRow: Math.min(Math.max(index, 0), layout.bytesPerRow - 1), column };
}

/** A stretch of bytes, `to` exclusive. */
export interface ByteStretch {
  readonly from: number;
  readonly to: number;
}

/** A rectangle of one column that covers bytes: rows, and characters. `toRow` and `toColumn` are exclusive. */
interface HexBox {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/**
 * The rectangles that cover a stretch in a column, limited to the drawn `rows`: the beginning of its first row, whole rows, the end of its
 * last. However long the stretch is, there are at most three.
 */
export function boxesOf(
  stretch: ByteStretch,
  column: HexColumn,
  layout: HexLayout,
  rows: { readonly first: number; readonly end: number },
): HexBox[] {
  const { bytesPerRow } = layout;
  const from = Math.max(stretch.from, rows.first * bytesPerRow);
  const to = Math.min(stretch.to, rows.end * bytesPerRow);
  if (from >= to) return [];
  const firstRow = Math.floor(from / bytesPerRow);
  const lastRow = Math.floor((to - 1) / bytesPerRow);
  const box = (fromRow: number, toRow: number, first: number, last: number): HexBox => ({
    fromRow,
    toRow,
    fromColumn: columnOf(first, column, layout),
    toColumn: columnOf(last, column, layout) + (column === 'hex' ? 2 : 1),
  });
  const firstIndex = from % bytesPerRow;
  const lastIndex = (to - 1) % bytesPerRow;
  const end = bytesPerRow - 1;
  if (firstRow === lastRow) return [box(firstRow, firstRow + 1, firstIndex, lastIndex)];
  const boxes = [box(firstRow, firstRow + 1, firstIndex, end)];
  if (lastRow - firstRow > 1) boxes.push(box(firstRow + 1, lastRow, 0, end));
  return [...boxes, box(lastRow, lastRow + 1, 0, lastIndex)];
}
