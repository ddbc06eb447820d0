/**
 * The positions in a hex grid, in characters of the monospaced font: two digits and a narrow space for each byte, one more space between
 * groups of eight, then a character for each byte.
 */

import { shortestOffsetDigits } from '../../../shared/bytes/hexDump.ts';

const bytesPerGroup = 8;
/** Less than a character: still told apart, and sixteen bytes fit beside a table. The stylesheet sets it as `word-spacing`. */
const spaceColumns = 0.65;
const cellColumns = 2 + spaceColumns;
const columnsPerGroup = bytesPerGroup * cellColumns + spaceColumns;
/** The gap between the offset, the bytes and the characters; the same as in the stylesheet. */
const gapColumns = 1.5;

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
  const digits = shortestOffsetDigits(size);
  const hexFrom = digits + gapColumns;
  const groups = Math.ceil(bytesPerRow / bytesPerGroup);
  const hexColumns = bytesPerRow * cellColumns - spaceColumns + (groups - 1) * spaceColumns;
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

/** How many columns the bytes of a row take, also where it has fewer of them. */
export function hexColumnsOf({ hexFrom, textFrom }: HexLayout): number {
  return textFrom - gapColumns - hexFrom;
}

/** The digits of a row's bytes. */
export function hexTextOf(cells: readonly string[]): string {
  return cells
    .map((cell, index) => `${index > 0 && index % bytesPerGroup === 0 ? ' ' : ''}${cell}`)
    .join(' ');
}

/** The character position where a byte of a row begins in a column. */
export function columnOf(indexInRow: number, column: HexColumn, layout: HexLayout): number {
  if (column === 'text') return layout.textFrom + indexInRow;
  return layout.hexFrom + indexInRow * cellColumns + Math.floor(indexInRow / bytesPerGroup) * spaceColumns;
}

/** The byte of a row at, or nearest to, a character position, and in which of the two columns. */
export function byteAtColumn(
  character: number,
  layout: HexLayout,
  only?: HexColumn,
): { readonly indexInRow: number; readonly column: HexColumn } {
  const column = only ?? (character >= layout.textFrom - 1 ? 'text' : 'hex');
  const place = character - (column === 'text' ? layout.textFrom : layout.hexFrom);
  const index = column === 'text' ? Math.floor(place) : cellAt(place);
  return { indexInRow: Math.min(Math.max(index, 0), layout.bytesPerRow - 1), column };
}

/** The cell of a row at, or nearest to, a character position from where the digits begin. */
function cellAt(place: number): number {
  const group = Math.floor(place / columnsPerGroup);
  const inGroup = Math.floor((place - group * columnsPerGroup + spaceColumns / 2) / cellColumns);
  return group * bytesPerGroup + Math.min(inGroup, bytesPerGroup - 1);
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
