import { describe, expect, it } from 'vitest';
import { placeAfterKey } from '../../../renderer/features/inspector/values/valueKeys.ts';
import {
  groupOfSelection,
  groupsOfCursor,
  rowsBefore,
  stretchOfValue,
  textOfRows,
  valueAt,
  type ValueRow,
} from '../../../renderer/features/inspector/values/valueRows.ts';
import { valueOf } from '../../../shared/bytes/values/reading.ts';
import { hex } from '../../support/bytes.ts';

const stretch = { from: 16, to: 20 };

function rowsOf(text: string): ValueRow[] {
  const bytes = hex(text);
  return groupsOfCursor(new DataView(bytes.buffer)).flatMap(({ rows }) => rows);
}

function rowOf(text: string, name: string): ValueRow {
  const row = rowsOf(text).find((each) => each.name === name);
  if (!row) throw new Error(`There is no row ${name}.`);
  return row;
}

describe('the values of bytes', () => {
  it('are always the same rows, whatever the bytes are', () => {
    const names = (text: string): string[] => rowsOf(text).map(({ name }) => name);
    expect(names('00')).toEqual(names('00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f'));
    expect(new Set(names('00')).size).toBe(names('00').length);
  });

  it('say nothing false while the bytes are not there', () => {
    const words = (bytes: 'loading' | 'unreadable'): unknown[] =>
      groupsOfCursor(bytes).flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map((cell) => cell)));
    expect(new Set(words('loading').map((cell) => JSON.stringify(cell)))).toEqual(
      new Set(['{"kind":"none","why":""}']),
    );
    expect(words('unreadable')[0]).toEqual({ kind: 'none', why: 'could not be read' });
  });

  it('cover the bytes that they take, from the first selected one on', () => {
    expect(stretchOfValue(rowOf('01 02 03', 'int16'), 1, stretch)).toEqual({ from: 16, to: 18 });
    expect(stretchOfValue(rowOf('96 01 03', 'ULEB128'), 1, stretch)).toEqual({ from: 16, to: 18 });
    expect(stretchOfValue(rowOf('01 02 03', 'int32'), 0, stretch)).toBeNull();
    const { rows } = groupOfSelection('Selected bytes', stretch, [['CRC-32', valueOf(4, '0x1')]]);
    expect(rows.map((row) => stretchOfValue(row, 0, stretch))).toEqual([stretch, stretch, stretch]);
  });

  it('are one in both columns where the order of the bytes does not matter', () => {
    const row = rowOf('7f 00 00 01', 'IPv4');
    expect(valueAt(row, 1)).toEqual(valueAt(row, 0));
    expect(valueAt(rowOf('01 02', 'uint16'), 1)).toMatchObject({ plain: '258' });
  });

  it('are pasted as a table, without those that there are none of', () => {
    const [integers] = groupsOfCursor(new DataView(hex('04 d2').buffer));
    expect(textOfRows(integers?.rows ?? [])).toBe(
      'int8\t4\nuint8\t4\nint16\t-11772\t1234\nuint16\t53764\t1234',
    );
  });

  it('have the rows of a group behind those of the groups before it', () => {
    const groups = groupsOfCursor('loading');
    const before = rowsBefore(groups);
    expect(before[0]).toBe(0);
    expect(before[1]).toBe(groups[0]?.rows.length);
    expect((before.at(-1) ?? 0) + (groups.at(-1)?.rows.length ?? 0)).toBe(rowsOf('00').length);
  });
});

describe('the keys among values', () => {
  const at = { row: 3, column: 1, rowCount: 10, rowsInView: 5 };

  it('move by rows, pages and to the ends, and never beyond them', () => {
    const rows = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].map(
      (key) => placeAfterKey(key, at)?.row,
    );
    expect(rows).toEqual([2, 4, 0, 7, 0, 9]);
    expect(placeAfterKey('PageDown', { ...at, row: 8 })).toEqual({ row: 9, column: 1 });
  });

  it('go to the other order of the bytes', () => {
    expect(placeAfterKey('ArrowLeft', at)).toEqual({ row: 3, column: 0 });
    expect(placeAfterKey('ArrowRight', { ...at, column: 0 })).toEqual({ row: 3, column: 1 });
    expect(placeAfterKey('x', at)).toBeNull();
  });
});
