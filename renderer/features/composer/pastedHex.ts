import { formatHex } from '../../../shared/bytes/hex.ts';
import { readByteArrays } from '../../../shared/bytes/readByteArrays.ts';
import { readHexDump } from '../../../shared/bytes/readHexDump.ts';

/** As in every hex editor. */
const bytesPerRow = 16;

/** The pairs of digits that stand for a dump or an array of another program where bytes are written in hex; null for any other text. */
export function pastedHex(text: string): string | null {
  const bytes = readHexDump(text) ?? readByteArrays(text);
  if (bytes === null) return null;
  const rows = Array.from({ length: Math.ceil(bytes.length / bytesPerRow) }, (_, row) =>
    formatHex(bytes.subarray(row * bytesPerRow, (row + 1) * bytesPerRow)),
  );
  return rows.join('\n');
}
