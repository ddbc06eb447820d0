import type { ByteRange } from '../model/filteredView.ts';
import type { ContentTerm, ExpressionTerm, Filter, TextTerm, HexTerm } from './ast.ts';
import { createPatternSearch, patternOfBytes, type BytePattern, type PatternSearch } from './bytePattern.ts';
import { readLatin1, readUtf8, type ReadableBytes } from './readableBytes.ts';

/** Searches for one text, byte pattern or expression. Keeps no state between calls. */
interface ContentSearch {
  readonly term: ContentTerm;
  isIn(bytes: Uint8Array): boolean;
  /**
   * The places where it occurs: for a text or bytes all of them, overlapping ones joined; for an expression one match after another, as
   * JavaScript finds them, without empty ones. In order, at most `most`.
   */
  ranges(bytes: Uint8Array, most: number): ByteRange[];
}

/** The byte pattern of a text or hex term. */
export function patternOf(term: TextTerm | HexTerm): BytePattern {
  return term.node === 'hex' ? term.pattern : patternOfBytes(term.bytes, term.ignoreCase);
}

/** Warning: an expression may run forever (`^(a+)+$` on 40 characters). Run it where it can be stopped. */
export function createContentSearch(term: ContentTerm): ContentSearch {
  if (term.node === 'expression') return createExpressionSearch(term);
  const search = createPatternSearch(patternOf(term));
  return {
    term,
    isIn: (bytes) => search.find(bytes) >= 0,
    ranges: (bytes, most) => patternRanges(search, bytes, most),
  };
}

function patternRanges(search: PatternSearch, bytes: Uint8Array, most: number): ByteRange[] {
  const { length } = search.pattern.values;
  const ranges: ByteRange[] = [];
  for (let from = search.find(bytes); from >= 0; from = search.find(bytes, from + 1)) {
    const last = ranges.at(-1);
    if (last && from < last.to) ranges[ranges.length - 1] = { from: last.from, to: from + length };
    else if (ranges.length === most) break;
    else ranges.push({ from, to: from + length });
  }
  return ranges;
}

function createExpressionSearch(term: ExpressionTerm): ContentSearch {
  const read = term.reads === 'bytes' ? readLatin1 : readUtf8;
  const expression = new RegExp(term.source, term.flags);
  const global = new RegExp(term.source, `${term.flags}g`);
  return {
    term,
    isIn: (bytes) => expression.test(read(bytes).text),
    ranges: (bytes, most) => expressionRanges(global, read(bytes), most),
  };
}

function expressionRanges(expression: RegExp, { text, offsetOf }: ReadableBytes, most: number): ByteRange[] {
  const ranges: ByteRange[] = [];
  for (const found of text.matchAll(expression)) {
    if (found[0] === '') continue;
    if (ranges.length === most) break;
    ranges.push({ from: offsetOf(found.index), to: offsetOf(found.index + found[0].length) });
  }
  return ranges;
}

/** The contents that a filter requires, in the order of its text: those under an even number of `not`. */
export function wantedContents<Time>(filter: Filter<Time>): ContentTerm[] {
  return contentsUnder(filter, true);
}

function contentsUnder<Time>(filter: Filter<Time>, wanted: boolean): ContentTerm[] {
  switch (filter.node) {
    case 'and':
    case 'or':
      return filter.operands.flatMap((operand) => contentsUnder(operand, wanted));
    case 'not':
      return contentsUnder(filter.operand, !wanted);
    case 'text':
    case 'hex':
    case 'expression':
      return wanted ? [filter] : [];
    case 'everything':
    case 'direction':
    case 'kind':
    case 'size':
    case 'sequence':
    case 'peer':
    case 'time':
    case 'note':
    case 'mark':
      return [];
  }
}
