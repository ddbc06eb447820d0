import type { RecordDetail } from '../../../shared/model/recordDetail.ts';

/** A field of a record: its full name in the recording (`handshake.request`), and its value; a list has one item per line. */
interface DetailRow {
  readonly name: string;
  readonly values: readonly string[];
}

/** The non-empty fields of a record, in order. */
export function detailRowsOf(detail: RecordDetail): DetailRow[] {
  return rowsOf(detail, '');
}

function rowsOf(fields: object, within: string): DetailRow[] {
  return Object.entries(fields).flatMap(([key, value]: [string, unknown]): DetailRow[] => {
    const name = `${within}${key}`;
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    if (Array.isArray(value)) return [{ name, values: value.map((each: unknown) => textOf(each)) }];
    if (typeof value === 'object') return rowsOf(value, `${name}.`);
    return [{ name, values: [textOf(value)] }];
  });
}

/** Each value of a list takes one line. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value)
    .filter((each) => each !== '')
    .join(' ');
}
