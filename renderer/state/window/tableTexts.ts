import { formatCount, formatQuantity } from '../../../shared/base/quantity.ts';
import { previewOf } from '../../../shared/bytes/preview.ts';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import { visibleLine } from '../../../shared/bytes/visibleText.ts';
import { isPayloadKind, type RecordKind, type RecordRow } from '../../../shared/model/record.ts';
import { deltaText, secondsText, timeText, type ShownTimes } from './recordTimes.ts';
import type { ColumnId } from './tableColumns.ts';

/** What a table tells the same way in all of its rows. */
export interface TableWords {
  readonly times: ShownTimes;
  readonly peerAddress: (peer: number) => string;
  /** The kind that needs no mention, since nearly every payload is of it. */
  readonly usualKind: RecordKind;
  /** The columns that are shown, in their order. */
  readonly shown: readonly ColumnId[];
  /** How many characters the column of lengths has; enough for any where there is none. */
  readonly lengthCharacters: number;
  /** True where the peer of a record is known without its column, since there is only one. */
  readonly isPeerKnown: boolean;
}

/** A row, and what its texts need besides it. */
export interface TableRow {
  /** The number of its item. */
  readonly number: string;
  readonly row: RecordRow;
  /** When the record above happened. */
  readonly previousAt: number | undefined;
}

/** The text of a row in a column, as it is read. */
export function textOf(id: ColumnId, { number, row, previousAt }: TableRow, words: TableWords): string {
  const { at, direction, kind, size } = row;
  const { times, peerAddress } = words;
  switch (id) {
    case 'number':
      return number;
    case 'time':
      return timeText(at, previousAt, times);
    case 'delta':
      return previousAt === undefined ? '' : deltaText(at - previousAt, times.deltas);
    case 'start':
      return secondsText(at - times.startedAt, times.precision);
    case 'peer':
      return row.peer === null ? '' : visibleLine(peerAddress(row.peer));
    case 'direction':
      return direction ?? '';
    case 'kind':
      return kind;
    case 'length':
      return isPayloadKind(kind) ? lengthText(size, words.lengthCharacters) : '';
    case 'note':
      return visibleLine(noteOf(row, words) ?? '');
    case 'preview':
      return previewText(row, words);
  }
}

/** In bytes, as long as that fits: half a number would be another one. Then with a unit. */
function lengthText(size: number, characters: number): string {
  const exact = formatCount(size);
  if (exact.length <= characters) return exact;
  const { value, unit } = measureBytes(size);
  const short = formatQuantity({ value, unit });
  return short.length <= characters
    ? short
    : formatQuantity({ value: String(Math.round(Number(value))), unit });
}

function previewText(row: RecordRow, words: TableWords): string {
  const { kind, preview, size, damage } = row;
  const payload = isPayloadKind(kind)
    ? previewOf(preview, kind, size)
        .segments.map((segment) => segment.text)
        .join('')
    : '';
  const note = words.shown.includes('note') ? null : noteOf(row, words);
  const parts = [isKindTold(kind, words) ? kind : '', payload, visibleLine(note ?? ''), damage ?? ''];
  return parts.filter((part) => part !== '').join('  ');
}

/** Whether the preview begins with the kind: where no column has it, and it is not the usual one. */
export function isKindTold(kind: RecordKind, { usualKind, shown }: TableWords): boolean {
  return kind !== usualKind && !shown.includes('kind');
}

/** 2: a close begins with its code, which the preview names (RFC 6455, section 5.5.1). */
const closeCodeBytes = 2;

/** The sentence of a record, without what the row or the window tells already: to whom a connection was opened, and what a close code is called. */
export function noteOf(row: RecordRow, { peerAddress, shown, isPeerKnown }: TableWords): string | null {
  const { note, peer, detail } = row;
  if (row.kind === 'close' && row.size >= closeCodeBytes && !shown.includes('note')) return null;
  if (note === null || peer === null || row.kind !== 'opened') return note;
  if (!detail || !('local' in detail && 'remote' in detail)) return note;
  const { local, remote } = detail;
  if (peerAddress(peer) !== remote || !(isPeerKnown || shown.includes('peer'))) return note;
  for (const [route, said] of [
    [`${local} → ${remote}`, `from ${local}`],
    [`${remote} → ${local}`, `at ${local}`],
  ] as const)
    if (note.startsWith(route)) return said + note.slice(route.length);
  return note;
}
