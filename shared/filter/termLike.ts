import { isUtf8, wholeCharacters } from '../bytes/utf8.ts';
import { isPayloadKind, type RecordRow } from '../model/record.ts';
import { termOfBytes } from './termOfBytes.ts';

/** What records can have in common, in the order in which it is offered. */
export const likenesses = ['value', 'peer', 'direction', 'kind', 'length'] as const;
export type Likeness = (typeof likenesses)[number];

/** The term of a filter for records that are like this one; null where it has nothing of the kind. */
export function termLike(row: RecordRow, likeness: Likeness): string | null {
  switch (likeness) {
    case 'value':
      return isPayloadKind(row.kind) ? termOfPayload(row.preview, row.size) : termOfNote(row.note);
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

/** Of a long payload, the bytes that are at hand: its beginning. */
function termOfPayload(bytes: Uint8Array, size: number): string | null {
  const known = size > bytes.length ? bytes.subarray(0, wholeCharacters(bytes)) : bytes;
  return known.length === 0 ? null : termOfBytes(isUtf8(known) ? known : bytes);
}

function termOfNote(note: string | null): string | null {
  return note === null || note === '' ? null : `note:${termOfBytes(new TextEncoder().encode(note))}`;
}
