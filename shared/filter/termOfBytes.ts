import { formatEscapedText } from '../bytes/escapedText.ts';
import { formatHex } from '../bytes/hex.ts';
import { isUtf8 } from '../bytes/utf8.ts';

/** The term of a filter for records in which these bytes stand: as text where they are UTF-8, otherwise in hex. */
export function termOfBytes(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return `hex:${formatHex(bytes, { separator: '' })}`;
  return `"${formatEscapedText(bytes).replaceAll('"', '\\"')}"`;
}
