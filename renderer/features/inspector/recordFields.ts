import { formatCounted } from '../../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../../shared/base/time.ts';
import { termLike, type Likeness } from '../../../shared/filter/termLike.ts';
import { isPayloadKind, type RecordRow } from '../../../shared/model/record.ts';
import { formatDate } from '../../state/base/startTime.ts';
import { formatItem } from '../../state/records/itemId.ts';
import { itemOfRow } from '../../state/records/rowList.ts';
import { detailRowsOf } from './detailRows.ts';

/** A field of a record as it is shown; a list has one item per line. */
export interface RecordField {
  readonly name: string;
  readonly values: readonly string[];
  /** The term of a filter for records that have it in common; null where the filter knows no such field. */
  readonly term: string | null;
}

/** What is known about a record besides its bytes and its note, in order. */
export function recordFields(row: RecordRow, peerAddress: (peer: number) => string): RecordField[] {
  const { at, direction, peer, kind, size, detail } = row;
  const field = (name: string, value: string, likeness?: Likeness): RecordField => ({
    name,
    values: [value],
    term: likeness === undefined ? null : termLike(row, likeness),
  });
  return [
    field('Number', formatItem(itemOfRow(row))),
    field('Time', `${formatDate(at)} ${formatTimeOfDay(at)}`),
    ...(direction === null
      ? []
      : [field('Direction', direction === 'out' ? 'out (sent)' : 'in (received)', 'direction')]),
    field('Kind', kind, 'kind'),
    ...(isPayloadKind(kind) ? [field('Length', formatCounted(size, 'byte'), 'length')] : []),
    ...(peer === null ? [] : [field('Peer', peerAddress(peer), 'peer')]),
    ...(detail ? detailRowsOf(kind, detail).map(({ name, values }) => ({ name, values, term: null })) : []),
  ];
}

/** The fields as lines, to be pasted elsewhere. */
export function textOfFields(fields: readonly RecordField[]): string {
  return fields.map(({ name, values }) => `${name}: ${values.join(', ')}`).join('\n');
}
