import type { ReactNode } from 'react';
import type { TextProblem } from '../../../shared/base/result.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { filterSegments } from './filterSegments.ts';

/** The field's text in colours, exactly below the input's own text, which is transparent. */
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
        // Segments have no identity except their position, and are redrawn together.
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
