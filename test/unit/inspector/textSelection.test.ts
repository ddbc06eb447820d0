import { describe, expect, it } from 'vitest';
import { selectCells, selectedByKey } from '../../../renderer/features/inspector/textSelection.ts';
import { layOutText } from '../../../renderer/features/inspector/textLayout.ts';
import { stretchOf, type HexSelection } from '../../../renderer/editor/hexGrid/hexSelection.ts';
import { utf8 } from '../../support/bytes.ts';

const bytes = utf8('né one\ntwo 😀\nthree');
const block = { start: 0, bytes };
const rows = layOutText(bytes, { from: 0, to: bytes.length, startsLine: true, columns: 40 });

/** A text whose rows are all at hand. */
const model = {
  rowCount: rows.length,
  lineAt: (row: number) => {
    const found = rows[row];
    return found && { block, row: found };
  },
  topRowFor: ({ offset }: { readonly offset: number }) => rows.findIndex(({ to }) => to > offset),
};

const key = (name: string, more: object = {}) => ({
  ...{ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
  ...more,
});

function textAfter(names: readonly string[], from: HexSelection | null = null): string {
  let selection = from;
  for (const name of names) {
    const next = selectedByKey(key(name, { shiftKey: true }), {
      model,
      selection,
      size: bytes.length,
      topRow: 0,
    });
    if (next === undefined) throw new Error(`${name} does not select.`);
    selection = next;
  }
  if (!selection) return '';
  const { from: first, to } = stretchOf(selection);
  return new TextDecoder().decode(bytes.subarray(first, to));
}

describe('selecting text by keys', () => {
  it('takes whole characters, and goes on in the next line', () => {
    expect(textAfter(['ArrowRight'])).toBe('n');
    expect(textAfter(['ArrowRight', 'ArrowRight'])).toBe('né');
    expect(textAfter(['ArrowRight', 'End'])).toBe('né one\n');
    expect(textAfter(['ArrowRight', 'End', 'ArrowRight'])).toBe('né one\nt');
    expect(textAfter(['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown'])).toBe('né one\ntwo 😀\nt');
    expect(textAfter(['ArrowRight', 'End', 'ArrowLeft', 'ArrowLeft', 'Home'])).toBe('n');
  });

  it('keeps the whole character that it began with, whichever way it goes', () => {
    const at = bytes.indexOf(0xf0);
    const emoji = selectCells({ from: at, to: at + 4 }, { from: at, to: at + 4 });
    expect(textAfter(['ArrowLeft', 'ArrowLeft'], emoji)).toBe('o 😀');
    expect(textAfter(['ArrowUp'], emoji)).toBe('ne\ntwo 😀');
    expect(textAfter(['ArrowRight'], emoji)).toBe('😀\n');
  });

  it('takes everything, and nothing again, and leaves other keys alone', () => {
    const cursor = { model, selection: null, size: bytes.length, topRow: 0 };
    const all = selectedByKey(key('a', { ctrlKey: true }), cursor);
    expect(all && stretchOf(all)).toEqual({ from: 0, to: bytes.length });
    expect(selectedByKey(key('Escape'), { ...cursor, selection: all ?? null })).toBeNull();
    for (const other of [
      key('Escape'),
      key('ArrowDown'),
      key('x', { shiftKey: true }),
      key('a', { altKey: true }),
    ])
      expect(selectedByKey(other, cursor)).toBeUndefined();
  });
});
