import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonProblem, formatJson, longestJson, minifyJson } from '../../../shared/json/jsonText.ts';

describe('JSON as text', () => {
  it('is laid out line by line, and keeps every digit and every name', () => {
    expect(formatJson(String.raw`{"id":12345678901234567890,"a":[1.50,{ },[]],"a" : "\u00e9, {" ,"b":null}`))
      .toBe(String.raw`{
  "id": 12345678901234567890,
  "a": [
    1.50,
    {},
    []
  ],
  "a": "\u00e9, {",
  "b": null
}`);
  });

  it('loses its spaces, and nothing else', () => {
    expect(minifyJson('{ "a" : [ 1e400 ,\n "x y" ] , "a":2 }')).toBe('{"a":[1e400,"x y"],"a":2}');
  });

  it('may be several texts in a row, which stay apart', () => {
    expect(formatJson('{"a":1}  {"b":2}\n3 4')).toBe('{\n  "a": 1\n}\n{\n  "b": 2\n}\n3\n4');
    expect(minifyJson('{ "a": 1}{}\n3 4')).toBe('{"a":1}\n{}\n3\n4');
  });

  it('means the same after both, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        expect(formatJson(text)).toBe(JSON.stringify(JSON.parse(json), null, 2));
        expect(minifyJson(text)).toBe(JSON.stringify(JSON.parse(json)));
        expect(findJsonProblem(text)).toBeNull();
      }),
    );
  });

  it.each([
    ['{"a": 1\n "b": 2}', 'at line 2, column 2, a comma or a closing bracket is missing', '"'],
    ['{"a" 1}', 'at line 1, column 6, a colon is missing', '1'],
    ['[1, ]', 'at line 1, column 5, a value is missing', ']'],
    ['{a: 1}', 'at line 1, column 2, a name in quotation marks is missing', 'a'],
    ['{"a": 1', 'at line 1, column 8, a comma or a closing bracket is missing', '1'],
    ['[01]', 'at line 1, column 3, a comma or a closing bracket is missing', '1'],
    ["['a']", 'at line 1, column 2, a value is missing', "'"],
  ])('%j has its mistake told by line and column', (text, message, mark) => {
    const problem = findJsonProblem(text);
    expect(problem?.message).toBe(message);
    expect(text.slice(problem?.place?.from, problem?.place?.to)).toBe(mark);
  });

  it('of a hundred thousand levels is a problem, not a crash', () => {
    expect(findJsonProblem('['.repeat(100_000))?.message).toContain('deeper than 512 levels');
  });

  it('is not said to be right where it is too long to be read', () => {
    const text = `["${'a'.repeat(longestJson)}`;
    expect(findJsonProblem(text)).toEqual({
      message: 'it has more than 4,194,304 characters, so it is neither checked nor laid out',
      place: null,
    });
  });

  it('loses nothing where a caller has not looked for a mistake', () => {
    expect(() => formatJson('[1, oops]')).toThrow('not JSON');
    expect(() => minifyJson('[1, "open')).toThrow('not JSON');
  });
});
