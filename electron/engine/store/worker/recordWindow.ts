import { WirebenchError } from '../../../../shared/base/errors.ts';
import { damaged } from '../fileProblem.ts';
import type { ByteWindow } from '../protocol.ts';
import type { PackedWindows, RecordWindow } from '../reads.ts';
import { pieceBytes } from '../schema.ts';
import type { GetRow } from './getRow.ts';
import { parseContent, parsePart, type RowFile } from './fileRows.ts';
import { recordColumns } from './recordColumns.ts';
import { requireWhole } from './requireWhole.ts';

/**
 * Some of the bytes of a record, each piece verified to be what was recorded. Reads whole pieces, whatever the window: a sum can only be
 * checked against a whole piece. `first` is the number of the oldest record. Throws NOT_FOUND, or BAD_REQUEST for a damaged record.
 */
export function readWindow(
  get: GetRow,
  file: RowFile,
  { seq, offset, length }: RecordWindow,
  first: number,
): ByteWindow {
  requireWhole(offset, 'The offset', 0);
  requireWhole(length, 'The length', 0);
  const size = sizeOf(get, file, seq, first);
  const bytes = new Uint8Array(Math.max(0, Math.min(size - offset, length)));
  for (let filled = 0; filled < bytes.length;) {
    const part = Math.floor((offset + filled) / pieceBytes);
    const start = offset + filled - part * pieceBytes;
    const piece = readPiece(get, file, seq, part, Math.min(pieceBytes, size - part * pieceBytes));
    const stretch = piece.subarray(start, start + bytes.length - filled);
    bytes.set(stretch, filled);
    filled += stretch.length;
  }
  return { size, bytes };
}

/** Windows of several records in one piece of memory. */
export function packWindows(windows: readonly Uint8Array[]): PackedWindows {
  const body = new Uint8Array(windows.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const bytes of windows) {
    body.set(bytes, filled);
    filled += bytes.length;
  }
  return { lengths: windows.map(({ length }) => length), body };
}

function sizeOf(get: GetRow, { path }: RowFile, seq: number, first: number): number {
  const row = get('SELECT size, length(bytes) AS first_size FROM records WHERE seq = ?', seq);
  if (!row || seq < first) {
    throw new WirebenchError('NOT_FOUND', `There is no record number ${seq} in this recording.`);
  }
  const { size, first_size: firstSize } = row;
  if (typeof size !== 'number' || size < 0 || firstSize !== Math.min(size, pieceBytes)) {
    throw damaged(path, `the bytes of record number ${seq} are not complete`);
  }
  return size;
}

function readPiece(get: GetRow, file: RowFile, seq: number, part: number, length: number): Uint8Array {
  if (part > 0) {
    const row = get('SELECT bytes, crc FROM parts WHERE seq = ? AND part = ?', seq, part);
    return parsePart(file, row, seq, length);
  }
  const row = get(`SELECT ${recordColumns(file.version).content} FROM records WHERE seq = ?`, seq);
  return parseContent(file, row ?? {}, seq).bytes;
}
