import type { ReactNode } from 'react';
import type { Column } from './columns.tsx';

/** 20 px: words of 11 px and a line below them. */
export const headerPixels = 20;

/** What stands above the columns. */
export function TimelineHeader({ columns }: { readonly columns: readonly Column[] }): ReactNode {
  return (
    <div role="row" aria-rowindex={1} className="timeline-header">
      {columns.map(({ id, className, heading, name }) => (
        <span key={id} role="columnheader" className={className} aria-label={name} data-column={id}>
          {heading}
        </span>
      ))}
    </div>
  );
}
