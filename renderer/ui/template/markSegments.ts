import type { Place } from '../../../shared/template/template.ts';
import type { TemplateMark } from '../../../shared/template/templateMarks.ts';

/** A stretch of a field's text with one look. */
interface MarkSegment {
  readonly from: number;
  readonly text: string;
  /** The innermost reference that it belongs to, by its place in the list; null outside of all. */
  readonly mark: number | null;
  readonly isWrong: boolean;
}

/** Splits a text where a reference or a problem begins or ends, and at the cursor; nothing is left out. */
export function markSegments(
  text: string,
  marks: readonly TemplateMark[],
  problem: Place | null,
  caret: number | null,
): readonly MarkSegment[] {
  const borders = [...marks, ...(problem ? [problem] : [])].flatMap(({ from, to }) => [from, to]);
  const ends = new Set([...borders, caret ?? 0, text.length].filter((end) => end > 0 && end <= text.length));
  const segments: MarkSegment[] = [];
  let from = 0;
  for (const to of [...ends].toSorted((one, other) => one - other)) {
    const mark = marks.findLastIndex((each) => each.from <= from && to <= each.to);
    const isWrong = problem !== null && problem.from <= from && to <= Math.max(problem.to, problem.from + 1);
    segments.push({ from, text: text.slice(from, to), mark: mark < 0 ? null : mark, isWrong });
    from = to;
  }
  return segments;
}
