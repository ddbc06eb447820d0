import type { ReactNode } from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { filterSegments } from './filterSegments.ts';

/** The field's text in colours, exactly below that of the input, which is transparent. */
export function FilterText({
  text,
  problems,
}: {
  text: string;
  problems: readonly TextProblem[];
}): ReactNode {
  return (
    <>
      {filterSegments(text, problems).map((segment, index) => (
        // Segments have no identity but their place, and are drawn anew together.
        <span
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={joinClasses(
            segment.role !== null && `filter-${segment.role}`,
            segment.isWrong && 'filter-wrong',
          )}
        >
          {segment.text}
        </span>
      ))}
    </>
  );
}
