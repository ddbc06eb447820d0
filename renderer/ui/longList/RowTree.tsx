import type { ComponentProps, ReactNode } from 'react';
import { LongList } from './LongList.tsx';

interface RowTreeProps extends Omit<
  ComponentProps<typeof LongList>,
  'role' | 'aria-label' | 'current' | 'tabIndex'
> {
  readonly label: string;
  /** A row has it with its place, `${id}-${place}`. */
  readonly id: string;
  /** The row that the keys are on. */
  readonly place: number;
}

/** A long list whose rows are chosen: one stop for Tab, whose keys are on one row. */
export function RowTree({ label, id, place, ...list }: RowTreeProps): ReactNode {
  return (
    <LongList
      {...list}
      role="tree"
      aria-label={label}
      tabIndex={0}
      current={{ row: place, id: idOfRow(id, place) }}
    />
  );
}

/** The id of the element of a row. */
export function idOfRow(id: string, place: number): string {
  return `${id}-${place}`;
}
