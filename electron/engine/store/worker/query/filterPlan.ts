import { WirebenchError } from '../../../../../shared/base/errors.ts';
import type { ContentTerm, ResolvedFilter } from '../../../../../shared/filter/ast.ts';
import { isAboutMarks } from '../../../../../shared/filter/isAboutMarks.ts';
import type { MarkLook } from '../../../../../shared/model/mark.ts';
import { always, headSqlOf, type HeadSql } from './headSql.ts';
import { markFromTable, withMark, withoutMarks } from './markSql.ts';

/** 20 contents: more than a person looks for at once, and together with the conditions they fit into one number. */
const largestContentCount = 20;
/** 1,000 looks of marks: notes are mostly the same few. */
const largestKnownRests = 1000;
/** 10 groups of conditions: their bits are stored beside each record’s bytes in four decimal digits. */
const largestHeadCount = 10;

/**
 * What to find out about each record, as bits: one for each content, in the order of `contents`, then one for each group of conditions on
 * its columns, in the order of `heads`.
 */
export interface FilterPlan {
  readonly contents: readonly ContentTerm[];
  readonly heads: readonly HeadSql[];
  /** Whether a record with these bits matches. */
  matches(bits: number): boolean;
  /**
   * A condition on direction and peer, without texts, that holds for every matching record: records that do not fulfil it are of other
   * streams.
   */
  readonly streams: HeadSql;
  /** The records that match where none of the contents is found. */
  readonly rest: HeadSql;
  /** The same among records of which all have this mark, or none; null for a filter that is not about marks. */
  readonly restWith: ((mark: MarkLook | null) => HeadSql) | null;
}

type Decide = (bits: number) => boolean;

/** `hasMarks`: something in the file was marked. Throws LIMIT for a filter that asks for too much at once. */
export function planFilter(filter: ResolvedFilter, hasMarks = false): FilterPlan {
  const markSql = hasMarks ? markFromTable : withoutMarks;
  const contents: ContentTerm[] = [];
  const heads: HeadSql[] = [];
  // The bits of the conditions come after those of the contents, whose number is known only at the end.
  const shift = countContents(filter);
  const toDecide = (node: ResolvedFilter): Decide => {
    if (isAboutHead(node)) {
      heads.push(headSqlOf(node, markSql));
      return bitIsSet(shift + heads.length - 1);
    }
    switch (node.node) {
      case 'and':
        return all(grouped(node.node, node.operands).map(toDecide));
      case 'or':
        return any(grouped(node.node, node.operands).map(toDecide));
      case 'not': {
        const operand = toDecide(node.operand);
        return (bits) => !operand(bits);
      }
      case 'text':
      case 'hex':
      case 'expression':
        contents.push(node);
        return bitIsSet(contents.length - 1);
    }
  };
  const matches = toDecide(filter);
  if (contents.length > largestContentCount || heads.length > largestHeadCount) throw tooMuch();
  return {
    ...{ contents, heads, matches, streams: streamsOf(filter) },
    rest: headSqlOf(filter, markSql),
    restWith: isAboutMarks(filter) ? restByMark(filter) : null,
  };
}

function streamsOf(filter: ResolvedFilter): HeadSql {
  if (filter.node === 'direction' || filter.node === 'peer') return headSqlOf(filter, withoutMarks);
  if (filter.node !== 'and') return always;
  const operands = filter.operands.map(streamsOf).filter(({ sql }) => sql !== always.sql);
  return operands.length === 0 ? always : { sql: operands.map(({ sql }) => sql).join(' AND '), values: [] };
}

/** Joins the operands that look at columns only into one, beside the others. */
function grouped(node: 'and' | 'or', operands: readonly ResolvedFilter[]): readonly ResolvedFilter[] {
  const heads = operands.filter(isAboutHead);
  const [first] = heads;
  if (!first || heads.length === 1) return operands;
  const others = operands.filter((operand) => !isAboutHead(operand));
  return [{ node, operands: heads, span: first.span }, ...others];
}

type Joined = Extract<ResolvedFilter, { node: 'and' | 'or' | 'not' }>;
type AboutHead = Exclude<ResolvedFilter, ContentTerm | Joined>;

/** True where no content is needed. (The remaining nodes are a content, or join some.) */
function isAboutHead(filter: ResolvedFilter): filter is AboutHead {
  return countContents(filter) === 0;
}

/** How many terms of a filter look at the bytes. */
function countContents(filter: ResolvedFilter): number {
  switch (filter.node) {
    case 'and':
    case 'or':
      return filter.operands.reduce((sum, operand) => sum + countContents(operand), 0);
    case 'not':
      return countContents(filter.operand);
    case 'text':
    case 'hex':
    case 'expression':
      return 1;
    case 'everything':
    case 'direction':
    case 'kind':
    case 'size':
    case 'sequence':
    case 'peer':
    case 'time':
    case 'note':
    case 'mark':
      return 0;
  }
}

/** What a filter comes to, by the mark; most marks look like one that was seen before. */
function restByMark(filter: ResolvedFilter): (mark: MarkLook | null) => HeadSql {
  const known = new Map<string, HeadSql>();
  return (mark) => {
    const key = mark ? `${mark.colour} ${mark.note ?? ''}` : '';
    const rest = known.get(key) ?? headSqlOf(filter, withMark(mark));
    if (known.size < largestKnownRests) known.set(key, rest);
    return rest;
  };
}

function bitIsSet(bit: number): Decide {
  return (bits) => (bits & (1 << bit)) !== 0;
}

function all(operands: readonly Decide[]): Decide {
  return (bits) => operands.every((operand) => operand(bits));
}

function any(operands: readonly Decide[]): Decide {
  return (bits) => operands.some((operand) => operand(bits));
}

function tooMuch(): WirebenchError {
  return new WirebenchError(
    'LIMIT',
    `This filter looks for too much at once: the limits are ${largestContentCount} texts, bytes and expressions, and ${largestHeadCount} groups of conditions. Remove some of them.`,
  );
}
