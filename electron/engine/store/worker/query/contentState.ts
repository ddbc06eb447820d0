import type { ContentTerm, ExpressionTerm } from '../../../../../shared/filter/ast.ts';
import { patternOf } from '../../../../../shared/filter/contentSearch.ts';
import { patternOfBytes } from '../../../../../shared/filter/bytePattern.ts';
import { literalOf } from './literalOf.ts';
import { createPatternFinder, type PatternFinder } from './patternFinder.ts';
import { SpanTracker } from './spanTracker.ts';

/** A text or byte pattern of the filter, and what is known about the ends of the streams. */
export interface PatternContent {
  readonly kind: 'pattern';
  readonly bit: number;
  readonly finder: PatternFinder;
  readonly tracker: SpanTracker;
}

/** A regular expression of the filter. `expression` is stateless: without the flags g and y. */
export interface ExpressionContent {
  readonly kind: 'expression';
  readonly bit: number;
  readonly term: ExpressionTerm;
  readonly expression: RegExp;
  /** Finds a text that every match contains; null when there is none. */
  readonly finder: PatternFinder | null;
}

export type Content = PatternContent | ExpressionContent;

/** Prepares a content to be looked for in one recording. */
export function prepareContent(term: ContentTerm, index: number): Content {
  const bit = 1 << index;
  if (term.node !== 'expression') {
    const finder = createPatternFinder(patternOf(term));
    return { kind: 'pattern', bit, finder, tracker: new SpanTracker(finder) };
  }
  const literal = literalOf(term.source, term.flags);
  const finder = literal === '' ? null : createPatternFinder(patternOfBytes(Buffer.from(literal, 'latin1')));
  return { kind: 'expression', bit, term, expression: new RegExp(term.source, term.flags), finder };
}

/**
 * False when none of the contents is in any of these bytes, which are those of many records, one after the other, nor across the border
 * between two payloads that are both at least as long as the content.
 */
export function mayHold(contents: readonly Content[], bytes: Buffer): boolean {
  return contents.some((content) => {
    if (content.kind === 'expression') return content.finder === null || content.finder.find(bytes, 0) >= 0;
    const { finder } = content;
    if (finder.length === 1) return finder.find(bytes, 0) >= 0;
    return finder.halves.some((half) => half.find(bytes, 0) >= 0);
  });
}
