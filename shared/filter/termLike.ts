import { formatEscapedText } from '../bytes/escapedText.ts';
import { formatHex } from '../bytes/hex.ts';
import { isUtf8, wholeCharacters } from '../bytes/utf8.ts';
import { isPayloadKind, type RecordRow } from '../model/record.ts';

/** What records can have in common, in the order in which it is offered. */
export const likenesses = ['value', 'peer', 'direction', 'kind', 'length'] as const;
export type Likeness = (typeof likenesses)[number];

/** The term of a filter for records that are like this one; null where it has nothing of the kind. */
export function termLike(row: RecordRow, likeness: Likeness): string | null {
  switch (likeness) {
    case 'value':
      return isPayloadKind(row.kind) ? termOfBytes(row.preview, row.size) : termOfNote(row.note);
    case 'peer':
      return row.peer === null ? null : `peer:${row.peer}`;
    case 'direction':
      return row.direction === null ? null : `dir:${row.direction}`;
    case 'kind':
      return `kind:${row.kind}`;
    case 'length':
      return isPayloadKind(row.kind) ? `size:${row.size}` : null;
  }
}

/** As text where the bytes are UTF-8, otherwise in hex. Of a long payload, those that are at hand: its beginning. */
function termOfBytes(bytes: Uint8Array, size: number): string | null {
  const known = size > bytes.length ? bytes.subarray(0, wholeCharacters(bytes)) : bytes;
  if (known.length === 0) return null;
  return isUtf8(known) ? quoted(known) : `hex:${formatHex(bytes, { separator: '' })}`;
}

function termOfNote(note: string | null): string | null {
  return note === null || note === '' ? null : `note:${quoted(new TextEncoder().encode(note))}`;
}

function quoted(bytes: Uint8Array): string {
  return `"${formatEscapedText(bytes).replaceAll('"', '\\"')}"`;
}
