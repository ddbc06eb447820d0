import { describe, expect, it } from 'vitest';
import { tableFiles } from '../../../renderer/state/window/tableFiles.ts';

const { csv, tsv } = tableFiles;

const computed = [
  '=1+1',
  '+OK',
  '-ERR no',
  '@SUM(A1)',
  '=cmd|" /C calc"!A0',
  ' =1',
  '|x',
  '＝1',
  '-1+1',
  '%0A',
];

describe('a table in a file', () => {
  it('has quotes where a cell has what separates cells', () => {
    expect(csv.line(['1', 'a,b', 'say "hi"', 'plain'])).toBe('1,"a,b","say ""hi""",plain\r\n');
    expect(csv.line(['{"id":1}'])).toBe('"{""id"":1}"\r\n');
    expect(tsv.line(['1', 'a,b', 'say "hi"'])).toBe('1\ta,b\tsay "hi"\n');
  });

  it.each(computed)('makes a text of %j, which a spreadsheet would compute', (cell) => {
    expect(tsv.line([cell])).toBe(`'${cell}\n`);
    expect(csv.line([cell])).toMatch(/^"?'/);
  });

  it.each(['-1', '-0.004', '1,234', '12', 'OK', '', '127.0.0.1:80', "it's"])('leaves %j as it is', (cell) => {
    expect(tsv.line([cell])).toBe(`${cell}\n`);
  });
});
