import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literalOf } from '../../../electron/engine/store/worker/query/literalOf.ts';

describe('the text that is certain to be in a match', () => {
  it.each([
    ['error', '', 'error'],
    ['user=\\d+ error', '', ' error'],
    ['GET \\/index\\.html', 's', 'GET /index.html'],
    ['colou?r', '', 'colo'],
    ['ab*cd', '', 'cd'],
    ['x{0}yz', '', 'yz'],
    ['(?:abc)?def', '', 'def'],
    ['[abc)]def', '', 'def'],
    ['(?<!no )match', '', 'match'],
    ['^start$', 'm', 'start'],
    ['one|two', '', ''],
    ['(one|two) three', '', ' three'],
    ['error', 'i', ''],
    ['\\x41bc', '', ''],
    ['(.)\\1abc', '', ''],
  ])('of /%s/%s is “%s”', (source, flags, literal) => {
    expect(literalOf(source, flags)).toBe(literal);
  });

  it('is in whatever an expression matches', () => {
    const parts = fc.constantFrom(
      ...[
        'a',
        'b',
        'ab',
        '.',
        'a*',
        'b+',
        'a?',
        '(ab)',
        '(a|b)',
        '[ab]',
        '\\.',
        'b{0,2}',
        '(?:ba)?',
        '^',
        '$',
        '\\b',
        'a{2}',
        '|',
      ],
    );
    const source = fc.array(parts, { minLength: 1, maxLength: 6 }).map((all) => all.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', '.', ' '), { maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(source, text, (expression, subject) => {
        fc.pre(isExpression(expression));
        const isMatch = new RegExp(expression).test(subject);
        expect(!isMatch || subject.includes(literalOf(expression, ''))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

function isExpression(source: string): boolean {
  try {
    return new RegExp(source).source !== '';
  } catch {
    return false;
  }
}
