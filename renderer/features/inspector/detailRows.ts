import type { RecordKind } from '../../../shared/model/record.ts';
import type { RecordDetail } from '../../../shared/model/recordDetail.ts';
import { closeWords, detailWords, type FieldWords } from './detailWords.ts';

/** A field of a record, in words; a list has one item per line. */
interface DetailRow {
  readonly name: string;
  readonly values: readonly string[];
}

/** The non-empty fields of a record of a kind, in order. */
export function detailRowsOf(kind: RecordKind, detail: RecordDetail): DetailRow[] {
  return rowsOf(detail, '', kind);
}

function rowsOf(fields: object, within: string, kind: RecordKind): DetailRow[] {
  return Object.entries(fields).flatMap(([key, value]: [string, unknown]): DetailRow[] => {
    const path = `${within}${key}`;
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    if (Array.isArray(value))
      return [{ name: wordsOf(path, kind).name, values: value.map((each: unknown) => textOf(each)) }];
    if (typeof value === 'object') return rowsOf(value, `${path}.`, kind);
    const { name, say = String } = wordsOf(path, kind);
    return isPlain(value) ? [{ name, values: [say(value)] }] : [];
  });
}

const known: ReadonlyMap<string, FieldWords> = new Map(Object.entries(detailWords));

/** A field of a later version, which has no words here, keeps the name that it has in the recording. */
function wordsOf(path: string, kind: RecordKind): FieldWords {
  if (kind === 'close' && path === 'code') return closeWords;
  return known.get(path) ?? { name: path };
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Each value of a list takes one line. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value)
    .filter((each) => each !== '')
    .join(' ');
}
