import type { TextProblem } from '../../../shared/base/result.ts';
import type { Span } from '../../../shared/filter/ast.ts';
import { highlightFilter, type FilterStretch } from '../../../shared/filter/highlightFilter.ts';
import { largestFilterLength } from '../../../shared/model/filteredView.ts';

/** A stretch of the field's text with one look. */
interface FilterSegment {
  readonly text: string;
  readonly role: FilterStretch['role'] | null;
  readonly isWrong: boolean;
}

/**
 * Splits the text of a filter by its colours and its problems (in the order of the text); nothing is left out. A text beyond the limit has
 * no colours. It takes one pass, because it runs on every key press.
 */
export function filterSegments(text: string, problems: readonly TextProblem[]): FilterSegment[] {
  const stretches = text.length > largestFilterLength ? [] : highlightFilter(text);
  const stretchAt = follow(stretches);
  const problemAt = follow(withoutOverlaps(problems));
  const borders = [...stretches, ...problems].flatMap(({ from, to }) => [from, to]);
  const ends = new Set([...borders, text.length].filter((end) => end > 0 && end <= text.length));
  const segments: FilterSegment[] = [];
  let from = 0;
  for (const to of [...ends].toSorted((one, other) => one - other)) {
    const role = stretchAt(from)?.role ?? null;
    segments.push({ text: text.slice(from, to), role, isWrong: problemAt(from) !== undefined });
    from = to;
  }
  return segments;
}

/** Finds which of the spans (sorted, without overlaps) an offset is in; offsets must ascend from call to call. */
function follow<Item extends Span>(spans: readonly Item[]): (offset: number) => Item | undefined {
  let index = 0;
  return (offset) => {
    while ((spans[index]?.to ?? Infinity) <= offset) index += 1;
    const span = spans[index];
    return span && span.from <= offset ? span : undefined;
  };
}

function withoutOverlaps(problems: readonly TextProblem[]): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of problems) {
    const begin = Math.max(from, spans.at(-1)?.to ?? 0);
    if (begin < to) spans.push({ from: begin, to });
  }
  return spans;
}
