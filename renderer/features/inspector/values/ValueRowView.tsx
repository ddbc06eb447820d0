import type { ReactNode } from 'react';
import type { ReadValue } from '../../../../shared/bytes/values/reading.ts';
import { joinClasses } from '../../../ui/joinClasses.ts';
import type { ValueRow } from './valueRows.ts';

interface ValueRowViewProps {
  readonly row: ValueRow;
  readonly index: number;
  /** Null where the cursor is in another row. */
  readonly currentColumn: number | null;
  /** The id that the cell with the cursor has. */
  readonly currentId: string;
}

/** A reading, and what it makes of the bytes in one order or in both. */
export function ValueRowView({ row, index, currentColumn, currentId }: ValueRowViewProps): ReactNode {
  const { name, cells } = row;
  return (
    <div role="row" className="value-row" data-row={index}>
      <span role="rowheader">{name}</span>
      {cells.map((value, column) => {
        const isBoth = cells.length === 1;
        const isCurrent = currentColumn !== null && (isBoth || column === currentColumn);
        return (
          <span
            // Little endian, and then big endian.
            // oxlint-disable-next-line react/no-array-index-key
            key={column}
            ref={isCurrent ? bringIntoView : undefined}
            role="gridcell"
            aria-colspan={isBoth ? 2 : undefined}
            data-column={isBoth ? undefined : column}
            id={isCurrent ? currentId : undefined}
            aria-selected={isCurrent}
            className={joinClasses(
              isBoth && 'is-both',
              value.kind === 'none' && 'is-none',
              isCurrent && 'is-current',
            )}
            title={shownText(value)}
          >
            {shownText(value)}
          </span>
        );
      })}
    </div>
  );
}

function bringIntoView(cell: Element | null): void {
  cell?.scrollIntoView({ block: 'nearest' });
}

function shownText(value: ReadValue): string {
  return value.kind === 'none' ? value.why : value.text;
}
