import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../shared/filter/ast.ts';
import { findRanges } from '../../support/findRanges.ts';
import { filterOf } from '../../support/filters.ts';
import { hex, utf8 } from '../../support/bytes.ts';

function found(filter: string, bytes: Uint8Array): string[] {
  return findRanges(filterOf(filter), bytes).map(({ from, to }) => `${from}-${to}`);
}

describe('what a filter looks for', () => {
  it('is found everywhere in the bytes, overlapping places as one', () => {
    expect(found('ab', utf8('abxab'))).toEqual(['0-2', '3-5']);
    expect(found('aba', utf8('ababa aba'))).toEqual(['0-5', '6-9']);
    expect(found('ab', utf8('abab'))).toEqual(['0-2', '2-4']);
    expect(found('"AB"i hex:7?', utf8('xaBz'))).toEqual(['0-1', '1-3', '3-4']);
  });

  it('is only what is wanted', () => {
    expect(found('a or not b', utf8('ab'))).toEqual(['0-1']);
    expect(found('not (a or not b)', utf8('ab'))).toEqual(['1-2']);
    expect(found('dir:in size>3', utf8('ab'))).toEqual([]);
  });

  it('is where an expression matches, byte by byte', () => {
    expect(found('/b+/', utf8('abbab'))).toEqual(['1-3', '4-5']);
    expect(found(String.raw`/[\x80-\xff]+/`, hex('41 c3 a9 42 ff'))).toEqual(['1-3', '4-5']);
    expect(found('/x*/', utf8('axa'))).toEqual(['1-2']);
    expect(found('/^b/m', utf8('a\nb'))).toEqual(['2-3']);
  });

  it('is where an expression matches in text, in bytes of its UTF-8', () => {
    expect(found('/é/', utf8('😀é€é'))).toEqual(['4-6', '9-11']);
    expect(found('/./u', hex('f0 9f 98 80 ff 41'))).toEqual(['0-4', '4-5', '5-6']);
    expect(found('/\ufeff?a/', hex('ef bb bf 61'))).toEqual(['0-4']);
    expect(found('/b/u', hex('e2 82 62 c3 a9 62'))).toEqual(['2-3', '5-6']);
  });

  it('is told up to a number', () => {
    expect(findRanges(filterOf('a'), utf8('a'.repeat(9)), 4)).toHaveLength(4);
    expect(findRanges(filterOf('/a/ or b'), utf8('ab'.repeat(9000)))).toHaveLength(4096);
  });

  it('covers exactly the bytes that a slow search finds', () => {
    const texts = fc.array(fc.uint8Array({ max: 2, minLength: 1, maxLength: 4 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(texts, fc.uint8Array({ max: 2, maxLength: 60 }), (wanted, bytes) => {
        const span = { from: 0, to: 0 };
        const filter: Filter = {
          node: 'or',
          span,
          operands: wanted.map((text) => ({ node: 'text', bytes: text, ignoreCase: false, span })),
        };
        const ranges = findRanges(filter, bytes);
        const isCovered = [...bytes.keys()].map((at) => ranges.some(({ from, to }) => from <= at && at < to));
        const isWanted = [...bytes.keys()].map((at) =>
          wanted.some((text) =>
            [...text.keys()].some((index) => text.every((byte, place) => bytes[at - index + place] === byte)),
          ),
        );
        expect(isCovered).toEqual(isWanted);
        ranges.forEach(({ from }, index) => expect(from).toBeGreaterThanOrEqual(ranges[index - 1]?.to ?? 0));
      }),
      { numRuns: 500 },
    );
  });
});
