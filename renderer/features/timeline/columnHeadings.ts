import { isOfDay, type ShownTimes } from '../../state/window/recordTimes.ts';
import type { ColumnFacts } from './columnFacts.ts';

/** What stands above a column; above the times, how they are told, unless that is the usual way. */
export function headingOf({ id, heading }: ColumnFacts, times: ShownTimes): string {
  return id === 'time' ? timeHeading(times) : heading;
}

/** What the column is called by those who do not see it below its heading. */
export function nameOf(column: ColumnFacts, times: ShownTimes): string {
  if (column.id !== 'time' || (isOfDay(times) && times.basis === 'local')) return column.name;
  return `Time, ${headingOf(column, times)}`;
}

function timeHeading({ basis, reference }: ShownTimes): string {
  if (reference) return `Since ${reference.seq}`;
  switch (basis) {
    case 'local':
      return 'Time';
    case 'utc':
      return 'UTC';
    case 'start':
      return 'Since start';
    case 'previous':
      return 'Since above';
  }
}
