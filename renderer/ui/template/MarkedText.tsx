import { useMemo, type ReactNode } from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';
import type { TemplateMark } from '../../../shared/template/templateMarks.ts';
import { joinClasses } from '../joinClasses.ts';
import { markSegments } from './markSegments.ts';

interface MarkedTextProps {
  readonly text: string;
  readonly marks: readonly TemplateMark[];
  readonly problem: TextProblem | null;
  readonly caret: number | null;
}

/** The text of a field, invisible, so that its marks are exactly below the characters. */
export function MarkedText({ text, marks, problem, caret }: MarkedTextProps): ReactNode {
  const segments = useMemo(() => markSegments(text, marks, problem, caret), [text, marks, problem, caret]);
  const last = segments.at(-1);
  const end = (last?.from ?? 0) + (last?.text.length ?? 0);
  const isWrongAtEnd = problem !== null && problem.from >= text.length;
  return (
    <>
      {segments.map(({ from, text: shown, mark, isWrong }) => (
        <span
          key={from}
          data-from={from}
          data-mark={mark ?? undefined}
          className={joinClasses(
            mark !== null && `template-${marks[mark]?.role}`,
            isWrong && 'template-wrong',
          )}
        >
          {shown}
        </span>
      ))}
      {/* Something is missing, or a list belongs, behind the last character. */}
      <span data-from={end} className={isWrongAtEnd ? 'template-wrong' : undefined}>
        {isWrongAtEnd ? '\u00a0\u00a0' : '\u200b'}
      </span>
    </>
  );
}
