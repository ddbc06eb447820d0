import type { PageFile } from './pageFile.ts';

/** A row of a table as it is stored on a leaf page, not parsed yet. */
export interface Cell {
  /** Its place among the cells of its page. */
  readonly index: number;
  readonly rowid: number;
  readonly payload: Payload;
}

/** Where a row's values are: the beginning on its page, the rest on pages chained to it. */
interface Payload {
  readonly page: Uint8Array;
  readonly start: number;
  /** The length in bytes, of which `localLength` are on the page. */
  readonly length: number;
  readonly localLength: number;
}

/** 5 MiB: no row that Wirebench writes is larger. */
const largestPayload = 5 * 1024 * 1024;

/** The kinds of pages that hold rows: a table's leaf, and an index's leaf, since a table without rowids is an index. */
const tableLeaf = 13;
export const indexLeaf = 10;

/** True for a leaf page of a table, even if one bit of its mark was flipped: its content decides. */
export function mayBeTableLeaf(page: Uint8Array, start: number): boolean {
  const difference = (page[start] ?? 0) ^ tableLeaf;
  return (difference & (difference - 1)) === 0;
}

/** The cells that a leaf page points to, in its order; impossible ones are left out. `start`: 100 on the first page. */
export function cellsOf(page: Uint8Array, start: number, isTable: boolean): Cell[] {
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  const first = start + 8;
  const count = Math.min(view.getUint16(start + 3), Math.floor((page.length - first) / 2));
  const cells: Cell[] = [];
  for (let index = 0; index < count; index += 1) {
    const cell = cellAt(page, view.getUint16(first + 2 * index), isTable);
    if (cell) cells.push({ ...cell, index });
  }
  return cells;
}

function cellAt(page: Uint8Array, at: number, isTable: boolean): Omit<Cell, 'index'> | null {
  if (at < 8 || at >= page.length) return null;
  const length = readVarint(page, at);
  const rowid = isTable ? readVarint(page, length.end) : { value: 0, end: length.end };
  if (length.value > largestPayload || rowid.value < 0) return null;
  const localLength = localLengthOf(length.value, page.length, isTable);
  if (rowid.end + localLength > page.length) return null;
  const payload = { page, start: rowid.end, length: length.value, localLength };
  return { rowid: rowid.value, payload };
}

/** How much of a payload is on the page itself (section 1.6). */
function localLengthOf(length: number, pageSize: number, isTable: boolean): number {
  const most = isTable ? pageSize - 35 : Math.floor(((pageSize - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((pageSize - 12) * 32) / 255) - 23;
  const wished = least + ((length - least) % (pageSize - 4));
  return wished <= most ? wished : least;
}

/** The whole payload; null where its chain of pages is broken. */
export function payloadBytes(file: PageFile, payload: Payload): Uint8Array | null {
  const { page, start, length, localLength } = payload;
  if (localLength === length) return page.subarray(start, start + length);
  const whole = new Uint8Array(length);
  whole.set(page.subarray(start, start + localLength));
  let next = pageNumberAt(page, start + localLength);
  for (let filled = localLength; filled < length;) {
    if (next < 2 || next > file.pageCount) return null;
    const overflow = file.page(next);
    const piece = overflow.subarray(4, Math.min(overflow.length, 4 + length - filled));
    whole.set(piece, filled);
    filled += piece.length;
    next = pageNumberAt(overflow, 0);
  }
  return whole;
}

/** The part of a payload that is on its own page. */
export function localBytes({ page, start, localLength }: Payload): Uint8Array {
  return page.subarray(start, start + localLength);
}

export function pageNumberAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}

/**
 * SQLite's varint: seven bits a byte, the highest first; the ninth has eight. Numbers beyond 2⁵³ are inexact, but Wirebench writes none.
 */
export function readVarint(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, end: at + index + 1 };
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), end: at + 9 };
}
