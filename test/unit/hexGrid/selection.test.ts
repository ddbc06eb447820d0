import { describe, expect, it } from 'vitest';
import {
  selectionAfterKey,
  stretchOf,
  type HexSelection,
} from '../../../renderer/editor/hexGrid/hexSelection.ts';

const extent = { size: 100, bytesPerRow: 16, rowsInView: 4 };

function press(
  key: string,
  selection: HexSelection | null,
  held: 'shift' | 'command' | '' = '',
): HexSelection | null {
  return selectionAfterKey(selection, { key, shift: held === 'shift', command: held === 'command' }, extent);
}

function at(focus: number, anchor = focus): HexSelection {
  return { anchor, focus, column: 'hex' };
}

describe('the keys of the hex grid', () => {
  it.each([
    ['ArrowRight', 20, 21],
    ['ArrowLeft', 20, 19],
    ['ArrowDown', 20, 36],
    ['ArrowUp', 20, 4],
    ['PageDown', 20, 68],
    ['PageUp', 68, 20],
    ['Home', 20, 16],
    ['End', 20, 31],
  ])('%s moves the cursor from byte %i to %i', (key, from, to) => {
    expect(press(key, at(from))).toEqual(at(to));
  });

  it('stay inside the bytes, in the same place of the row where that exists', () => {
    expect(press('ArrowLeft', at(0))).toEqual(at(0));
    expect(press('ArrowRight', at(99))).toEqual(at(99));
    expect(press('PageUp', at(20))).toEqual(at(4));
    expect(press('PageDown', at(81))).toEqual(at(97));
    expect(press('ArrowDown', at(95))).toEqual(at(99));
    expect(press('End', at(97))).toEqual(at(99));
  });

  it('go to the first and last byte with Ctrl', () => {
    expect(press('Home', at(50), 'command')).toEqual(at(0));
    expect(press('End', at(50), 'command')).toEqual(at(99));
  });

  it('extend the selection with Shift, in both directions', () => {
    const forward = press('ArrowDown', at(20), 'shift');
    expect(forward).toEqual(at(36, 20));
    const back = press('PageUp', forward, 'shift');
    expect(back).toEqual(at(4, 20));
    expect(back && stretchOf(back)).toEqual({ from: 4, to: 21 });
  });

  it('select everything with Ctrl+A, and one byte again with Escape', () => {
    const all = press('a', at(5), 'command');
    expect(all && stretchOf(all)).toEqual({ from: 0, to: 100 });
    expect(press('Escape', all)).toEqual(at(99));
  });

  it('begin with the first byte', () => {
    expect(press('ArrowDown', null)).toEqual(at(0));
  });

  it('leave other keys to others', () => {
    expect(press('x', at(5))).toBeNull();
    expect(press('Escape', null)).toBeNull();
  });

  it('do nothing where there are no bytes', () => {
    expect(
      selectionAfterKey(null, { key: 'End', shift: false, command: true }, { ...extent, size: 0 }),
    ).toBeNull();
  });
});
