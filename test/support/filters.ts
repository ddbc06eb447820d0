import * as fc from 'fast-check';
import type { Filter, FilterTerm, FilterTime, ResolvedFilter } from '../../shared/filter/ast.ts';
import type { BytePattern } from '../../shared/filter/bytePattern.ts';
import { parseExpression } from '../../shared/filter/expression.ts';
import { parseFilter } from '../../shared/filter/parseFilter.ts';
import { kindNames } from '../../shared/filter/parseValue.ts';
import { resolveTimes } from '../../shared/filter/resolveTimes.ts';
import { markColours } from '../../shared/model/mark.ts';
import type { RecordHead } from '../../shared/model/record.ts';

/** 1 March 2026, 13:02:11.004211 UTC. */
export const filterStartedAt = Date.UTC(2026, 2, 1, 13, 2, 11) * 1000 + 4211;

/** Reads a filter that has no problem. */
export function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.map(({ message }) => message).join(' ')}`);
  return parsed.value;
}

/** The same with its times resolved, two hours east of Greenwich. */
export function resolvedFilterOf(text: string): ResolvedFilter {
  return resolveTimes(filterOf(text), { startedAt: filterStartedAt, offsetMinutesAt: () => 120 });
}

/** A received chunk, unless something else is said. */
export function headOf(facts: Partial<RecordHead> = {}): RecordHead {
  return {
    seq: 1,
    at: filterStartedAt,
    peer: 1,
    direction: 'in',
    kind: 'data',
    size: 7,
    note: null,
    ...facts,
  };
}

const span = { from: 0, to: 0 };

/** A filter without its places in a text, to be compared. */
export function withoutSpans(filter: Filter): Filter {
  if ('operands' in filter) return { ...filter, operands: filter.operands.map(withoutSpans), span };
  if ('operand' in filter) return { ...filter, operand: withoutSpans(filter.operand), span };
  return { ...filter, span };
}

const comparison = fc.constantFrom('=', '<', '<=', '>', '>=');
const naturalNumber = fc.oneof(
  fc.nat(),
  fc.maxSafeNat(),
  fc.nat(20).map((count) => count * 1000),
);
const dayUs = 86_400_000_000;
const time: fc.Arbitrary<FilterTime> = fc.oneof(
  fc.record({ kind: fc.constant('sinceStart' as const), us: fc.nat({ max: 10 ** 12 }) }),
  fc.record({
    kind: fc.constant('instant' as const),
    us: fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) }).map((ms) => ms * 1000 + 7),
  }),
  fc.record({
    kind: fc.constant('local' as const),
    us: fc.integer({ min: 0, max: dayUs - 1 }),
    date: fc.option(
      fc.record({
        year: fc.integer({ min: 1970, max: 2100 }),
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 28 }),
      }),
    ),
  }),
);

const position = fc
  .record({ byte: fc.nat(255), mask: fc.constantFrom(0xff, 0xff, 0xf0, 0x0f, 0x00) })
  .map(({ byte, mask }) => ({ value: byte & mask, mask }));

/** Patterns as `hex:` makes them: whole bytes, half ones, and open ones. */
export const patternArbitrary: fc.Arbitrary<BytePattern> = fc
  .array(position, { minLength: 1, maxLength: 6 })
  .map((positions) => ({
    values: Uint8Array.from(positions, ({ value }) => value),
    masks: Uint8Array.from(positions, ({ mask }) => mask),
  }));

const sources = ['a+b', '[/"()]x', String.raw`\/\(é`, String.raw`^\x00\d{2,}$`, String.raw`\p{L}|😀`, 'a b'];

function expressionTerm(source: string, flags: string): FilterTerm {
  const parsed = parseExpression(source, flags);
  if (!parsed.ok) throw new Error(parsed.problem);
  return { node: 'expression', ...parsed.value, span };
}

const expression = fc
  .tuple(fc.constantFrom(...sources), fc.subarray(['i', 'm', 's']))
  .map(([source, flags]) => expressionTerm(source, flags.join('')));

const term: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    node: fc.constant('direction' as const),
    direction: fc.constantFrom('in', 'out'),
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('kind' as const),
    names: fc.array(fc.constantFrom(...kindNames), { minLength: 1, maxLength: 3 }),
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('size' as const),
    comparison,
    bytes: naturalNumber,
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('sequence' as const),
    comparison,
    seq: naturalNumber,
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('peer' as const),
    peers: fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 3 }),
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('time' as const),
    side: fc.constantFrom('after', 'before'),
    time,
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('note' as const),
    text: fc.string({ minLength: 1, unit: 'grapheme' }),
    ignoreCase: fc.boolean(),
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('mark' as const),
    colours: fc.subarray([...markColours], { minLength: 1 }),
    note: fc.constant(null),
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('mark' as const),
    colours: fc.constant(markColours),
    note: fc.record({ text: fc.string({ minLength: 1, unit: 'grapheme' }), ignoreCase: fc.boolean() }),
    span: fc.constant(span),
  }),
  fc.record({
    node: fc.constant('text' as const),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    ignoreCase: fc.boolean(),
    span: fc.constant(span),
  }),
  fc.record({ node: fc.constant('hex' as const), pattern: patternArbitrary, span: fc.constant(span) }),
  expression,
);

/** Filters of every node, not empty, nested a few levels deep, without places. */
export const filterArbitrary: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    fc.record({
      node: fc.constantFrom('and', 'or'),
      operands: fc.array(tie('filter'), { minLength: 2, maxLength: 4 }),
      span: fc.constant(span),
    }),
    fc.record({ node: fc.constant('not' as const), operand: tie('filter'), span: fc.constant(span) }),
  ),
})).filter;

/** Texts that look like filters, right or wrong: their pieces in any order, with other characters between them. */
export const filterTextArbitrary: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'and',
        'or',
        'not',
        '(',
        ')',
        ' ',
        ' ',
        ':',
        '>=',
        '!=',
        '!',
        '&&',
        '||',
        '"',
        '/',
        '\\',
      ),
      fc.constantFrom(
        'dir:in',
        'kind:',
        'text,',
        'size',
        '1k',
        'peer:1,',
        'after:',
        '14:02',
        '#',
        '#5',
        'hex:d?',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 24 },
  )
  .map((pieces) => pieces.join(''));
