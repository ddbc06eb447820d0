import { matchesMark } from '../../../../../shared/filter/matchesRecord.ts';
import type { MarkLook } from '../../../../../shared/model/mark.ts';
import { always, containsSql, never, type MarkSql } from './headSql.ts';

/** For a file in which nothing was marked. */
export const withoutMarks: MarkSql = () => never;

/** For records of which all have this mark, or none. */
export function withMark(mark: MarkLook | null): MarkSql {
  return (term) => (matchesMark(term, mark) ? always : never);
}

/** Looks each record up: the last mark that begins before it may reach it, since marks do not overlap. */
export const markFromTable: MarkSql = ({ colours, note }) => {
  const text = note === null ? always : containsSql('mark.note', note.text, note.ignoreCase);
  const has =
    `SELECT mark.last >= records.seq AND mark.colour IN (${colours.map((colour) => `'${colour}'`).join(', ')}) AND ${text.sql} ` +
    'FROM marks mark WHERE mark.first <= records.seq ORDER BY mark.first DESC LIMIT 1';
  return { sql: `coalesce((${has}), 0)`, values: text.values };
};
