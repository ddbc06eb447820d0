import type { MarkLook } from '../model/mark.ts';
import { isPayloadKind, type RecordHead } from '../model/record.ts';
import { kindsOf, type Comparison, type ContentTerm, type MarkTerm, type ResolvedFilter } from './ast.ts';
import { createContentSearch } from './contentSearch.ts';

/** A record without its bytes, and the mark that it has. */
export interface MarkableRecord extends RecordHead {
  readonly mark?: MarkLook | null;
}

/**
 * Tells whether a record with all its bytes matches. This is the reference for what the language means, and not optimized. Contents are
 * searched in this one record; matches that span two payloads are the concern of a caller that reads both.
 */
export function matchesRecord(filter: ResolvedFilter, record: MarkableRecord, bytes: Uint8Array): boolean {
  return matchesWith(filter, record, (term) => createContentSearch(term).isIn(bytes));
}

/** The same for a caller that looks for contents itself: `holds` is asked only where the answer depends on it, and only of payloads. */
export function matchesWith(
  filter: ResolvedFilter,
  record: MarkableRecord,
  holds: (term: ContentTerm) => boolean,
): boolean {
  switch (filter.node) {
    case 'everything':
      return true;
    case 'and':
      return filter.operands.every((operand) => matchesWith(operand, record, holds));
    case 'or':
      return filter.operands.some((operand) => matchesWith(operand, record, holds));
    case 'not':
      return !matchesWith(filter.operand, record, holds);
    case 'direction':
      return record.direction === filter.direction;
    case 'kind':
      return kindsOf(filter).includes(record.kind);
    case 'size':
      return compare(record.size, filter.comparison, filter.bytes);
    case 'sequence':
      return compare(record.seq, filter.comparison, filter.seq);
    case 'peer':
      return record.peer !== null && filter.peers.includes(record.peer);
    case 'time':
      return compare(record.at, filter.side === 'after' ? '>=' : '<', filter.time);
    case 'note':
      return record.note !== null && isInNote(record.note, filter.text, filter.ignoreCase);
    case 'mark':
      return matchesMark(filter, record.mark ?? null);
    case 'text':
    case 'hex':
    case 'expression':
      return isPayloadKind(record.kind) && holds(filter);
  }
}

/** Whether a record with this mark, or with none, matches. */
export function matchesMark({ colours, note }: MarkTerm, mark: MarkLook | null): boolean {
  if (!mark || !colours.includes(mark.colour)) return false;
  return note === null || (mark.note !== null && isInNote(mark.note, note.text, note.ignoreCase));
}

function compare(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '=':
      return value === limit;
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

function isInNote(note: string, text: string, ignoreCase: boolean): boolean {
  return ignoreCase ? lowerAscii(note).includes(lowerAscii(text)) : note.includes(text);
}

/** Changes ASCII letters only, like SQLite's `lower`. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
