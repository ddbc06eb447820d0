import type { Comparison, HeadTerm, MarkTerm, ResolvedFilter } from '../../../../../shared/filter/ast.ts';
import { kindsOf } from '../../../../../shared/filter/ast.ts';

/** A condition on the columns of `records`. It is 0 or 1, never null, so that `not` negates it. */
export interface HeadSql {
  readonly sql: string;
  /** Texts for its question marks, in order; everything else is written into the SQL itself. */
  readonly values: readonly string[];
}

/** What a condition on marks is where it is asked: they are in a table of their own. */
export type MarkSql = (term: MarkTerm) => HeadSql;

export const always: HeadSql = { sql: '1', values: [] };
export const never: HeadSql = { sql: '0', values: [] };

/**
 * A filter as a condition on columns, in which every text, byte pattern and expression counts as missing: the rest of the filter where none
 * of them is found.
 */
export function headSqlOf(filter: ResolvedFilter, markSql: MarkSql): HeadSql {
  const sqlOf = (operand: ResolvedFilter): HeadSql => headSqlOf(operand, markSql);
  switch (filter.node) {
    case 'everything':
      return always;
    case 'and':
      return joined(filter.operands.map(sqlOf), 'AND', never, always);
    case 'or':
      return joined(filter.operands.map(sqlOf), 'OR', always, never);
    case 'not':
      return negated(sqlOf(filter.operand));
    case 'text':
    case 'hex':
    case 'expression':
      return never;
    case 'direction':
    case 'kind':
    case 'size':
    case 'sequence':
    case 'peer':
    case 'time':
    case 'note':
      return termSql(filter);
    case 'mark':
      return markSql(filter);
  }
}

function termSql(term: Exclude<HeadTerm<number>, MarkTerm>): HeadSql {
  switch (term.node) {
    case 'direction':
      return plain(`direction IS '${term.direction}'`);
    case 'kind':
      return plain(
        `kind IN (${kindsOf(term)
          .map((kind) => `'${kind}'`)
          .join(', ')})`,
      );
    case 'size':
      return compared('size', term.comparison, term.bytes);
    case 'sequence':
      return compared('seq', term.comparison, term.seq);
    case 'peer':
      return plain(`(peer IS NOT NULL AND peer IN (${term.peers.join(', ')}))`);
    case 'time':
      return compared('at', term.side === 'after' ? '>=' : '<', term.time);
    case 'note':
      return containsSql('note', term.text, term.ignoreCase);
  }
}

/** Whether a column has a text that contains another one. */
export function containsSql(column: string, text: string, ignoreCase: boolean): HeadSql {
  const searched = ignoreCase ? `lower(${column})` : column;
  const wanted = ignoreCase ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
  return { sql: `(${column} IS NOT NULL AND instr(${searched}, ?) > 0)`, values: [wanted] };
}

function compared(column: 'size' | 'seq' | 'at', comparison: Comparison, limit: number): HeadSql {
  return plain(`${column} ${comparison} ${limit}`);
}

function plain(sql: string): HeadSql {
  return { sql, values: [] };
}

function negated(operand: HeadSql): HeadSql {
  if (operand.sql === always.sql) return never;
  if (operand.sql === never.sql) return always;
  return { sql: `NOT (${operand.sql})`, values: operand.values };
}

/** An operand that decides alone replaces the whole, and one that changes nothing is left out. */
function joined(
  operands: readonly HeadSql[],
  word: 'AND' | 'OR',
  deciding: HeadSql,
  neutral: HeadSql,
): HeadSql {
  if (operands.some(({ sql }) => sql === deciding.sql)) return deciding;
  const kept = operands.filter(({ sql }) => sql !== neutral.sql);
  const [only] = kept;
  if (!only) return neutral;
  if (kept.length === 1) return only;
  return {
    sql: `(${kept.map(({ sql }) => sql).join(` ${word} `)})`,
    values: kept.flatMap(({ values }) => values),
  };
}
