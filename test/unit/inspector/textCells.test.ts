import { describe, expect, it } from 'vitest';
import {
  cellAround,
  cellAt,
  cellAtUnit,
  unitOf,
  wordAround,
} from '../../../renderer/features/inspector/textCells.ts';
import { decodeUtf8Segments } from '../../../shared/bytes/utf8.ts';
import { withEscapes } from '../../../shared/bytes/controlEscapes.ts';
import { visibleUtf8 } from '../../../shared/bytes/visibleText.ts';
import { hex, utf8 } from '../../support/bytes.ts';

/** A letter, two bytes, a sign of several characters, an emoji, a control, a byte that is none of UTF-8, a letter. */
const bytes = new Uint8Array([...utf8('aé\u{202e}😀\n'), ...hex('ff'), ...utf8('z')]);
const row = { from: 0, to: bytes.length };

describe('the cells of a row of text', () => {
  it('are shown with as many units as the row draws', () => {
    const shown = withEscapes(visibleUtf8(decodeUtf8Segments(bytes)))
      .map(({ text }) => text)
      .join('');
    let units = 0;
    for (let at = 0; at < bytes.length;) {
      const cell = cellAt(bytes, at);
      units += cell.units;
      at = cell.to;
    }
    expect(units).toBe(shown.length);
  });

  it('are found by any of their units, and by any of their bytes', () => {
    for (let at = 0; at < bytes.length;) {
      const cell = cellAt(bytes, at);
      const first = unitOf(bytes, row, cell.from);
      for (let unit = first; unit < first + cell.units; unit += 1)
        expect(cellAtUnit(bytes, row, unit)).toEqual(cell);
      for (let byte = cell.from; byte < cell.to; byte += 1) expect(cellAround(bytes, byte)).toEqual(cell);
      at = cell.to;
    }
    expect(cellAtUnit(bytes, row, 1000)).toEqual(cellAt(bytes, bytes.length - 1));
  });
});

describe('the word that a double click selects', () => {
  const line = 'GET /né_1 HTTP';
  const wordAt = (index: number): string => {
    const text = utf8(line);
    const offset = utf8(line.slice(0, index)).length;
    const { from, to } = wordAround(text, { from: 0, to: text.length }, offset);
    return new TextDecoder().decode(text.subarray(from, to));
  };

  it('is all letters, digits and marks around it, and what is no word stands alone', () => {
    const words = ['E', '/', 'é', '1', ' ', 'P'].map((character) => wordAt(line.lastIndexOf(character)));
    expect(words).toEqual(['GET', '/', 'né_1', 'né_1', ' ', 'HTTP']);
  });
});
