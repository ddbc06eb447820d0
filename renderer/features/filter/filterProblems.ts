import { formatCounted } from '../../../shared/base/quantity.ts';
import type { TextProblem } from '../../../shared/base/result.ts';
import { filterHints } from '../../../shared/filter/filterHints.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';

const none: readonly TextProblem[] = [];

/** The syntax problems of a filter, in the order of its text. */
export function problemsOf(text: string): readonly TextProblem[] {
  const parsed = parseFilter(text);
  return parsed.ok ? none : parsed.problem;
}

/** A hint where part of a filter is plain text here but an operator in other languages; null where there is none. */
export function hintOf(text: string): string | null {
  return filterHints(text)[0]?.message ?? null;
}

/** The sentence for a filter that cannot be applied: its syntax problem first, otherwise the engine's; null when all is well. */
export function sentenceOf(problems: readonly TextProblem[], engineProblem: string | null): string | null {
  const [first, ...others] = problems;
  if (!first) return engineProblem;
  if (others.length === 0) return first.message;
  return `${first.message} ${formatCounted(others.length, 'more place is', 'more places are')} marked.`;
}
