import { describe, expect, it } from 'vitest';
import { byteStretchOfLine } from '../../../renderer/features/inspector/jsonStretch.ts';
import { jsonOf } from '../../../renderer/features/inspector/jsonOf.ts';
import { utf8 } from '../../support/bytes.ts';

/** The bytes that each line of a JSON text stands for, as text. */
function valuesOf(text: string): string[] {
  const bytes = utf8(text);
  const json = jsonOf(bytes);
  if (!json.ok) throw new Error(json.problem);
  return Array.from({ length: json.value.count }, (_, line) => {
    const { from, to } = byteStretchOfLine(json.value, line, bytes.length);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, to));
  });
}

describe('the bytes of a line of JSON', () => {
  it('are its value without name and comma, and of an object up to where that closes', () => {
    expect(valuesOf('{"é": [1, {"a\\"b" : "x, y"}], "z":null}')).toEqual([
      '{"é": [1, {"a\\"b" : "x, y"}], "z":null}',
      '[1, {"a\\"b" : "x, y"}]',
      '1',
      '{"a\\"b" : "x, y"}',
      '"x, y"',
      '}',
      ']',
      'null',
      '}',
    ]);
  });

  it('are counted behind a byte order mark, and for each of several texts in a row', () => {
    expect(valuesOf('\u{feff}[true]')).toEqual(['[true]', 'true', ']']);
    expect(valuesOf('{"a":1}\n"b: c"')).toEqual(['{"a":1}', '1', '}', '"b: c"']);
  });
});
