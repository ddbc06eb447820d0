import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../electron/engine/files/jsonText.ts';

/** “fine”, or the mistake with its place. */
function verdictOn(text: string): string {
  const parsed = parseJson(text);
  if (parsed.ok) return 'fine';
  const { line, column, message } = parsed.problem;
  return `${line}:${column} ${message}`;
}

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('JSON of a workspace file', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(undefined, 1), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const parsed = parseJson(JSON.stringify(value, null, indent));
        expect(parsed.ok && parsed.value.value).toEqual(value);
      }),
    );
  });

  it.each([
    ['{"a": 1, "a": 2}', '1:10 “a” is written twice.'],
    [String.raw`{"a": 1, "\u0061": 2}`, '1:10 “a” is written twice.'],
    ['{"b": {"a": 1,\n"a": {"a": 1}}}', '2:1 “a” is written twice.'],
    ['{"__proto__": 1, "__proto__": 2}', '1:18 “__proto__” is written twice.'],
    [nested(33), 'fine'],
    [nested(34), '1:34 Brackets are nested too deeply here.'],
    [String.raw`{"a:": ":\\", "b\":": ["\\\":", "{:"]}`, 'fine'],
    ['{"a": "\u0001"}', '1:7 A text in quotes is not closed on its line.'],
  ])('%s: %s', (text, verdict) => {
    expect(verdictOn(text)).toBe(verdict);
  });

  it('has a mistake where JSON.parse finds one', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (text, at, typed) => {
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + typed + text.slice(place + typed.length);
        const parsed = parseJson(changed);
        const isStricter = !parsed.ok && /written twice|nested too deeply/.test(parsed.problem.message);
        expect(parsed.ok || isStricter).toBe(isJson(changed));
      }),
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
