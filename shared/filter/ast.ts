import type { Direction, RecordKind } from '../model/record.ts';
import { eventKinds, payloadKinds, messageKinds, recordKinds } from '../model/record.ts';
import type { MarkColour } from '../model/mark.ts';
import type { BytePattern } from './bytePattern.ts';

/** A position in the filter's text: offsets in UTF-16 code units, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** `a != b` is read as `not a = b`. */
export type Comparison = '=' | '<' | '<=' | '>' | '>=';

/** Names for several kinds at once. */
const kindGroups = {
  payload: payloadKinds,
  message: messageKinds,
  event: eventKinds,
} as const satisfies Readonly<Record<string, readonly RecordKind[]>>;
export type KindName = RecordKind | keyof typeof kindGroups;

/**
 * A point in time as it was written.
 *
 * - `sinceStart` microseconds since the session's start
 * - `instant` microseconds since the epoch: a date and time with its zone
 * - `local` a time of day (microseconds since midnight) in local time, on a date or, without one, on the day of the session
 */
export type FilterTime =
  | { readonly kind: 'sinceStart'; readonly us: number }
  | { readonly kind: 'instant'; readonly us: number }
  | { readonly kind: 'local'; readonly date: LocalDate | null; readonly us: number };

/** `month` is 1 to 12. */
export interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

interface DirectionTerm {
  readonly node: 'direction';
  readonly direction: Direction;
  readonly span: Span;
}

/** The record has one of the kinds; `kindsOf` expands the groups. */
interface KindTerm {
  readonly node: 'kind';
  readonly names: readonly KindName[];
  readonly span: Span;
}

/** In bytes. */
interface SizeTerm {
  readonly node: 'size';
  readonly comparison: Comparison;
  readonly bytes: number;
  readonly span: Span;
}

interface SequenceTerm {
  readonly node: 'sequence';
  readonly comparison: Comparison;
  readonly seq: number;
  readonly span: Span;
}

/** The record is from or to one of the peers; a record without a peer never matches. */
interface PeerTerm {
  readonly node: 'peer';
  readonly peers: readonly number[];
  readonly span: Span;
}

/** `after` is at the time or later, `before` is earlier: together they split time without overlap. */
interface TimeTerm<Time> {
  readonly node: 'time';
  readonly side: 'after' | 'before';
  readonly time: Time;
  readonly span: Span;
}

/** The record's note contains the text; a record without a note never matches. `ignoreCase` applies to ASCII letters. */
interface NoteTerm {
  readonly node: 'note';
  readonly text: string;
  readonly ignoreCase: boolean;
  readonly span: Span;
}

/**
 * The record has a mark of one of the colours, whose note contains the text, if there is one. `ignoreCase` applies to ASCII letters. A
 * record without a mark never matches.
 */
export interface MarkTerm {
  readonly node: 'mark';
  readonly colours: readonly MarkColour[];
  readonly note: { readonly text: string; readonly ignoreCase: boolean } | null;
  readonly span: Span;
}

/** The record's bytes contain these. `ignoreCase` applies to ASCII letters. Never empty. `patternOf` turns it into one pattern. */
export interface TextTerm {
  readonly node: 'text';
  readonly bytes: Uint8Array;
  readonly ignoreCase: boolean;
  readonly span: Span;
}

/** The record's bytes contain the pattern. Never empty. */
export interface HexTerm {
  readonly node: 'hex';
  readonly pattern: BytePattern;
  readonly span: Span;
}

/**
 * The record is a payload, and the expression matches somewhere in its bytes. `reads` says what it runs on: `bytes` as Latin-1, one character
 * per byte, or `text`, decoded as UTF-8. `flags` are those for `new RegExp` (see `expression.ts`), without `g`.
 */
export interface ExpressionTerm {
  readonly node: 'expression';
  readonly source: string;
  readonly flags: string;
  readonly reads: 'bytes' | 'text';
  readonly span: Span;
}

/** The terms that look at the bytes. */
export type ContentTerm = TextTerm | HexTerm | ExpressionTerm;

/** The terms that a record's head, and its mark, alone decide. */
export type HeadTerm<Time> =
  | DirectionTerm
  | KindTerm
  | SizeTerm
  | SequenceTerm
  | PeerTerm
  | TimeTerm<Time>
  | NoteTerm
  | MarkTerm;

export type FilterTerm<Time = FilterTime> = HeadTerm<Time> | ContentTerm;

/**
 * A parsed filter. `everything` is the empty one, and occurs at the top only. `and` and `or` have two operands or more and are not
 * flattened. Parentheses and `not` nest at most `largestFilterDepth` deep.
 */
export type Filter<Time = FilterTime> =
  | { readonly node: 'everything'; readonly span: Span }
  | { readonly node: 'and' | 'or'; readonly operands: readonly Filter<Time>[]; readonly span: Span }
  | { readonly node: 'not'; readonly operand: Filter<Time>; readonly span: Span }
  | FilterTerm<Time>;

/** A filter whose times are microseconds since the epoch; `resolveTimes` makes it. */
export type ResolvedFilter = Filter<number>;

/** 64 levels of parentheses and `not`: nobody can read more, and code that walks a filter may safely recurse. */
export const largestFilterDepth = 64;

/** The kinds that the term names, each once, in the order of `recordKinds`. */
export function kindsOf(term: KindTerm): readonly RecordKind[] {
  const named = new Set<RecordKind>(
    term.names.flatMap((name) => (isGroup(name) ? [...kindGroups[name]] : [name])),
  );
  return recordKinds.filter((kind) => named.has(kind));
}

function isGroup(name: KindName): name is keyof typeof kindGroups {
  return Object.hasOwn(kindGroups, name);
}
