import type { Filter } from './ast.ts';
import { parseFilter } from './parseFilter.ts';
import { formatTime } from './timeValue.ts';

/** The topics that a filter built by clicks has at most one term about: a new term replaces the old one. */
type TermTopic = 'direction' | 'kind' | 'peer' | 'mark' | 'after' | 'before';

/**
 * The filter with a term (or several, side by side) added, so that both hold. Terms about the same thing at the top level, such as another
 * `after:` or `peer:`, are replaced; everything else stays as typed. If the filter cannot be read, the term is just appended.
 */
export function withTerm(filterText: string, term: string): string {
  const parsed = parseFilter(filterText);
  const added = parseFilter(term);
  if (!parsed.ok || !added.ok) return joinTexts([filterText, term]);
  if (added.value.node === 'everything') return filterText;
  const topics = new Set(operandsOf(added.value).map(topicOf));
  return joinTexts([
    restWithout(filterText, parsed.value, (topic) => topics.has(topic)),
    added.value.node === 'or' ? `(${term})` : term,
  ]);
}

/** The filter without its terms about these things at the top level; unchanged when it cannot be read. */
export function withoutTerms(filterText: string, topics: readonly TermTopic[]): string {
  const parsed = parseFilter(filterText);
  if (!parsed.ok) return filterText;
  const operands = operandsOf(parsed.value);
  const isGone = (topic: TermTopic): boolean => topics.includes(topic);
  if (!operands.some((operand) => has(topicOf(operand), isGone))) return filterText;
  return restWithout(filterText, parsed.value, isGone);
}

/** Terms for the time from `from` up to but not including `to`, written relative to the session's start; all in microseconds. */
export function timeTerms(from: number, to: number, startedAt: number): string {
  const after = formatTime({ kind: 'sinceStart', us: Math.max(0, from - startedAt) });
  const before = formatTime({ kind: 'sinceStart', us: Math.max(0, to - startedAt) });
  return `after:${after} before:${before}`;
}

/** The remaining filter, as a text to which more can be added with “and”. */
function restWithout(text: string, filter: Filter, isGone: (topic: TermTopic) => boolean): string {
  if (filter.node === 'or') return inParentheses(text, filter);
  const operands = operandsOf(filter);
  const kept = operands.filter((operand) => !has(topicOf(operand), isGone));
  if (kept.length === operands.length) return text;
  return joinTexts(kept.map(({ span }) => text.slice(span.from, span.to)));
}

function has(topic: TermTopic | undefined, isGone: (topic: TermTopic) => boolean): boolean {
  return topic !== undefined && isGone(topic);
}

/** An `or` that already has parentheses begins before its first operand. */
function inParentheses(text: string, filter: Extract<Filter, { node: 'and' | 'or' }>): string {
  const isIn = filter.span.from < (filter.operands[0]?.span.from ?? 0);
  return isIn ? text : `(${text.trim()})`;
}

function operandsOf(filter: Filter): readonly Filter[] {
  return filter.node === 'and' ? filter.operands : [filter];
}

function topicOf(filter: Filter): TermTopic | undefined {
  switch (filter.node) {
    case 'direction':
    case 'kind':
    case 'peer':
    case 'mark':
      return filter.node;
    case 'time':
      return filter.side;
    case 'everything':
    case 'and':
    case 'or':
    case 'not':
    case 'size':
    case 'sequence':
    case 'note':
    case 'text':
    case 'hex':
    case 'expression':
      return undefined;
  }
}

function joinTexts(texts: readonly string[]): string {
  return texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join(' ');
}
