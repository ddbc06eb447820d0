import { formatCount } from '../../../../shared/base/quantity.ts';
import { formatOffset } from '../../../../shared/bytes/hexDump.ts';
import { byteReadings } from '../../../../shared/bytes/values/byteReadings.ts';
import { noValue, valueOf, type ReadValue } from '../../../../shared/bytes/values/reading.ts';
import type { ByteStretch } from '../byteStretch.ts';

/** A reading of bytes with what it makes of them. */
export interface ValueRow {
  readonly name: string;
  /** Little endian and big endian, or one value where the order of the bytes does not matter. */
  readonly cells: readonly [ReadValue] | readonly [little: ReadValue, big: ReadValue];
  /** Whether it is of the bytes at the cursor, of which it takes as many as it needs, or of all that are selected. */
  readonly of: 'cursor' | 'selection';
}

/** Rows that belong together. */
export interface ValueGroup {
  readonly name: string;
  /** Whether its name stands above it. */
  readonly hasHeading: boolean;
  readonly rows: readonly ValueRow[];
}

/** A value in the grid: the row among all of them, and 0 for little endian, 1 for big endian. */
export interface ValuePlace {
  readonly row: number;
  readonly column: number;
}

const unread = { loading: noValue(''), unreadable: noValue('could not be read') } as const;

/** What bytes are in each reading. */
export function groupsOfCursor(bytes: DataView | keyof typeof unread): ValueGroup[] {
  return byteReadings.map(({ name, readings }) => ({
    name,
    hasHeading: false,
    rows: readings.map(({ name: reading, hasOrder, read }) => {
      const value = (littleEndian: boolean): ReadValue =>
        typeof bytes === 'string' ? unread[bytes] : read(bytes, littleEndian);
      return { name: reading, cells: hasOrder ? [value(true), value(false)] : [value(true)], of: 'cursor' };
    }),
  }));
}

/** Where a stretch is, how long, and its sums. */
export function groupOfSelection(
  name: string,
  { from, to }: ByteStretch,
  sums: readonly (readonly [name: string, value: ReadValue])[],
): ValueGroup {
  const length = to - from;
  const row = (rowName: string, value: ReadValue): ValueRow => ({
    name: rowName,
    cells: [value],
    of: 'selection',
  });
  return {
    name,
    hasHeading: true,
    rows: [
      row('Offset', valueOf(length, `0x${formatOffset(from, 1)} (${formatCount(from)})`, String(from))),
      row('Length', valueOf(length, formatCount(length), String(length))),
      ...sums.map(([sum, value]) => row(sum, value)),
    ],
  };
}

/** For each group, how many rows there are in those before it. */
export function rowsBefore(groups: readonly ValueGroup[]): number[] {
  let before = 0;
  return groups.map(({ rows }) => {
    before += rows.length;
    return before - rows.length;
  });
}

/** The value at a place; where the order of the bytes does not matter, both columns have the same. */
export function valueAt(row: ValueRow, column: number): ReadValue {
  return row.cells[column] ?? row.cells[0];
}

/** The bytes that a value is of; null for none. */
export function stretchOfValue(row: ValueRow, column: number, { from, to }: ByteStretch): ByteStretch | null {
  const value = valueAt(row, column);
  if (value.kind === 'none') return null;
  return row.of === 'selection' ? { from, to } : { from, to: from + value.width };
}

/** Every row as a line, with tabs in between, to be pasted into a table. What has no value is left out. */
export function textOfRows(rows: readonly ValueRow[]): string {
  return rows
    .filter(({ cells }) => cells.some(({ kind }) => kind === 'value'))
    .map(({ name, cells }) =>
      [name, ...cells.map((cell) => (cell.kind === 'value' ? cell.plain : ''))].join('\t'),
    )
    .join('\n');
}
