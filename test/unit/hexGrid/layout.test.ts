import { describe, expect, it } from 'vitest';
import {
  boxesOf,
  byteAtColumn,
  bytesPerRowFor,
  columnOf,
  hexLayoutOf,
  hexTextOf,
  rowCountOf,
  type HexColumn,
} from '../../../renderer/editor/hexGrid/hexLayout.ts';
import { formatHexDump, hexDumpRow } from '../../../shared/bytes/hexDump.ts';

const bytes = Uint8Array.from({ length: 40 }, (_, index) => 0x30 + index);
const layout = hexLayoutOf(bytes.length, 16);

describe('a row of the hex grid', () => {
  it('reads like a line of hexdump -C, without its bars', () => {
    const { offsetText, cells, characters } = hexDumpRow(bytes.subarray(16, 32), 16);
    const line = `${offsetText}  ${hexTextOf(cells)}  ${characters.join('')}`;
    expect(line).toBe(formatHexDump(bytes).split('\n')[1]?.replaceAll('|', ''));
  });

  it('has sixteen bytes, or eight where sixteen do not fit', () => {
    expect(bytesPerRowFor(40, layout.columns)).toBe(16);
    expect(bytesPerRowFor(40, layout.columns - 1)).toBe(8);
  });

  it('exists even without bytes', () => {
    expect(rowCountOf(hexLayoutOf(0, 16))).toBe(1);
    expect(rowCountOf(hexLayoutOf(16, 16))).toBe(1);
    expect(rowCountOf(hexLayoutOf(17, 16))).toBe(2);
  });

  it('has offsets as long as the last one, and of two digits at least', () => {
    const digits = [0, 1, 256, 257, 65_536, 2 ** 32, 2 ** 32 + 1].map(
      (size) => hexLayoutOf(size, 16).offsetDigits,
    );
    expect(digits).toEqual([2, 2, 2, 3, 4, 8, 9]);
  });

  it('leaves the pane beside the table room for sixteen bytes, also of a record of a MiB', () => {
    // 7.2 px a character, 500 px, less the space at both ends.
    expect(bytesPerRowFor(2 ** 20, (500 - 20) / 7.2)).toBe(16);
  });
});

describe('pointing at the hex grid', () => {
  it.each<HexColumn>(['hex', 'text'])('finds every byte where it is drawn in the %s column', (column) => {
    for (let index = 0; index < 16; index += 1) {
      const from = columnOf(index, column, layout);
      const width = column === 'hex' ? 2 : 1;
      for (const inside of [0.01, width / 2, width - 0.01]) {
        expect(byteAtColumn(from + inside, layout)).toEqual({ indexInRow: index, column });
      }
    }
  });

  it('stays in the column where selecting began', () => {
    expect(byteAtColumn(layout.textFrom + 3, layout, 'hex')).toEqual({ indexInRow: 15, column: 'hex' });
    expect(byteAtColumn(0, layout, 'text')).toEqual({ indexInRow: 0, column: 'text' });
  });
});

describe('the rectangles of a selection', () => {
  const rows = { first: 0, end: 3 };
  const cover = (from: number, to: number, column: HexColumn): number[] => {
    const covered: number[] = [];
    for (const box of boxesOf({ from, to }, column, layout, rows)) {
      for (let row = box.fromRow; row < box.toRow; row += 1) {
        for (let index = 0; index < 16; index += 1) {
          const at = columnOf(index, column, layout);
          if (at >= box.fromColumn && at < box.toColumn) covered.push(row * 16 + index);
        }
      }
    }
    return covered;
  };

  it.each<HexColumn>(['hex', 'text'])('cover exactly the selected bytes in the %s column', (column) => {
    for (let from = 0; from < 40; from += 1) {
      for (let to = from + 1; to <= 40; to += 1) {
        expect(cover(from, to, column)).toEqual(
          Array.from({ length: to - from }, (_, index) => from + index),
        );
      }
    }
  });

  it('are at most three, and only where rows are drawn', () => {
    const large = hexLayoutOf(64_000_000, 16);
    const boxes = boxesOf({ from: 0, to: 64_000_000 }, 'hex', large, { first: 1_000, end: 1_040 });
    expect(boxes.length).toBeLessThanOrEqual(3);
    expect(Math.min(...boxes.map((box) => box.fromRow))).toBe(1_000);
    expect(Math.max(...boxes.map((box) => box.toRow))).toBe(1_040);
    expect(boxesOf({ from: 0, to: 16 }, 'hex', large, { first: 1_000, end: 1_040 })).toEqual([]);
  });
});
