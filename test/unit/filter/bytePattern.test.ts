import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPatternSearch,
  longestLiteralRun,
  patternOfBytes,
  type BytePattern,
} from '../../../shared/filter/bytePattern.ts';
import { parseHexPattern } from '../../../shared/filter/hexPattern.ts';
import { patternArbitrary } from '../../support/filters.ts';
import { hex, utf8 } from '../../support/bytes.ts';
import { formatHexPattern } from '../../support/formatFilter.ts';

function patternOf(text: string): BytePattern {
  const parsed = parseHexPattern(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

/** Slow and certain. */
function fitsAt({ values, masks }: BytePattern, bytes: Uint8Array, at: number, length: number): boolean {
  return [...values.subarray(0, length)].every(
    (value, index) =>
      ((bytes[at + index] ?? -1) & (masks[index] ?? 0)) === value && at + index < bytes.length,
  );
}

/** Few values, so that patterns are found, and half found. */
const data = fc.uint8Array({ max: 3, maxLength: 40 });
const pattern = fc.oneof(
  patternArbitrary,
  fc.uint8Array({ max: 3, minLength: 1, maxLength: 5 }).map((bytes) => patternOfBytes(bytes)),
  fc
    .array(fc.constantFrom('00', '01', '02', '0?', '?1', '??'), { minLength: 1, maxLength: 6 })
    .map((pairs) => patternOf(pairs.join(''))),
);

describe('a byte pattern', () => {
  it('is found exactly where a slow search finds it', () => {
    fc.assert(
      fc.property(pattern, data, fc.nat(45), (wanted, bytes, from) => {
        const place = [...bytes.keys()].find(
          (at) => at >= from && fitsAt(wanted, bytes, at, wanted.values.length),
        );
        expect(createPatternSearch(wanted).find(bytes, from)).toBe(place ?? -1);
      }),
      { numRuns: 1000 },
    );
  });

  it('begins at the end of a chunk exactly where the rest of it may follow', () => {
    fc.assert(
      fc.property(pattern, data, (wanted, bytes) => {
        const lengths = [...wanted.values.keys()].filter(
          (length) =>
            length > 0 && length <= bytes.length && fitsAt(wanted, bytes, bytes.length - length, length),
        );
        expect(createPatternSearch(wanted).beginningsAtEnd(bytes)).toEqual(lengths);
      }),
      { numRuns: 1000 },
    );
  });

  it('that lies in two chunks is found by its beginnings at the end of the first', () => {
    fc.assert(
      fc.property(pattern, data, fc.nat(40), (wanted, bytes, cut) => {
        const border = Math.min(cut, bytes.length);
        const length = wanted.values.length;
        const across = [...bytes.keys()].some(
          (at) => at < border && at + length > border && fitsAt(wanted, bytes, at, length),
        );
        const beginnings = createPatternSearch(wanted).beginningsAtEnd(bytes.subarray(0, border));
        expect(beginnings.some((begun) => fitsAt(wanted, bytes, border - begun, length))).toBe(across);
      }),
      { numRuns: 1000 },
    );
  });

  it('fits ASCII letters in either case when it is to ignore it, and nothing else', () => {
    const search = createPatternSearch(patternOfBytes(utf8('aZ{@é'), true));
    expect(search.find(utf8('xAz{@é'))).toBe(1);
    expect(search.find(utf8('az{@É'))).toBe(-1);
    expect(search.find(utf8('az[@é'))).toBe(-1);
    expect(search.find(utf8('az{`é'))).toBe(-1);
  });

  it('has a longest run of known bytes', () => {
    expect(longestLiteralRun(patternOf('de ?? be ef 4? 01'))).toEqual({ from: 2, to: 4 });
    expect(longestLiteralRun(patternOf('de ad'))).toEqual({ from: 0, to: 2 });
    expect(longestLiteralRun(patternOf('01 ?? 02'))).toEqual({ from: 0, to: 1 });
    expect(longestLiteralRun(patternOf('?? 4?'))).toMatchObject({ from: 0, to: 0 });
  });

  it('is written as it is read', () => {
    expect(patternOf('DE,ad:??-4?;?f')).toEqual({
      values: hex('de ad 00 40 0f'),
      masks: hex('ff ff 00 f0 0f'),
    });
    fc.assert(
      fc.property(patternArbitrary, (any) => {
        expect(patternOf(formatHexPattern(any))).toEqual(any);
      }),
    );
  });
});
