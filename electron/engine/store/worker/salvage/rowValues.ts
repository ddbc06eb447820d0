import { readVarint } from './cells.ts';

export type SqliteValue = number | string | Uint8Array | null;

/** The most columns that a table of Wirebench has. */
const mostColumns = 16;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The values of a row (sqlite.org/fileformat2.html, section 2.1), or of its first columns; null where they cannot be a row. When a payload
 * continues on other pages, its leading columns can still be read.
 */
export function rowValues(payload: Uint8Array, columns = mostColumns): SqliteValue[] | null {
  const types = columnTypes(payload);
  if (!types) return null;
  const values: SqliteValue[] = [];
  let at = readVarint(payload, 0).value;
  for (const type of types.slice(0, columns)) {
    const length = lengthOf(type);
    if (at + length > payload.length) return null;
    const value = valueOf(type, payload.subarray(at, at + length));
    if (value === undefined) return null;
    values.push(value);
    at += length;
  }
  return values;
}

/** The type of each column, as SQLite writes it; null where the types are impossible. */
export function columnTypes(payload: Uint8Array): number[] | null {
  const header = readVarint(payload, 0);
  if (header.value > payload.length) return null;
  const types: number[] = [];
  for (let at = header.end; at < header.value;) {
    const type = readVarint(payload, at);
    types.push(type.value);
    at = type.end;
    if (types.length > mostColumns) return null;
  }
  return types;
}

/** Whether SQLite calls a value of this type an integer. */
export function isInteger(type: number | undefined): boolean {
  return type !== undefined && ((type >= 1 && type <= 6) || type === 8 || type === 9);
}

export function isText(type: number | undefined): boolean {
  return type !== undefined && type >= 13 && type % 2 === 1;
}

export function isBlob(type: number | undefined): boolean {
  return type !== undefined && type >= 12 && type % 2 === 0;
}

function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

/** Undefined for an invalid value; texts are in UTF-8. */
function valueOf(type: number, bytes: Uint8Array): SqliteValue | undefined {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type <= 6) return integerOf(bytes);
  if (type === 7) return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  if (type < 12) return undefined;
  if (type % 2 === 0) return bytes;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Two's complement, big-endian. */
function integerOf(bytes: Uint8Array): number {
  const negative = (bytes[0] ?? 0) >= 128;
  const size = bytes.reduce((sum, byte) => sum * 256 + (negative ? 255 - byte : byte), 0);
  return negative ? -size - 1 : size;
}
