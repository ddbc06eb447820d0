import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPatternFinder } from '../../../electron/engine/store/worker/query/patternFinder.ts';
import { patternOfBytes, type BytePattern } from '../../../shared/filter/bytePattern.ts';

const byte = fc.constantFrom(0x00, 0x40, 0x41, 0x5a, 0x5b, 0x60, 0x61, 0x7a, 0x7b, 0xc1, 0xe1, 0xff);
const bytes = fc.array(byte, { maxLength: 24 }).map((all) => Buffer.from(all));
const texts = fc.array(byte, { minLength: 1, maxLength: 5 }).map((all) => Uint8Array.from(all));
const wild: fc.Arbitrary<BytePattern> = fc
  .array(fc.tuple(byte, fc.constantFrom(0xff, 0xff, 0xf0, 0x0f, 0x00)), { minLength: 1, maxLength: 5 })
  .map((all) => ({
    values: Uint8Array.from(all, ([value, mask]) => value & mask),
    masks: Uint8Array.from(all, ([, mask]) => mask),
  }));
const patterns = fc.oneof(
  texts.map((text) => patternOfBytes(text)),
  texts.map((text) => patternOfBytes(text, true)),
  wild,
);

describe('finding a pattern in many bytes', () => {
  it('finds the first place, from anywhere on, as comparing byte by byte would', () => {
    fc.assert(
      fc.property(patterns, bytes, fc.nat(24), ({ values, masks }, all, from) => {
        const fits = (at: number): boolean =>
          at + values.length <= all.length &&
          values.every((value, index) => ((all[at + index] ?? 0) & (masks[index] ?? 0)) === value);
        const place = Array.from(all, (_, at) => at).find((at) => at >= from && fits(at));
        expect(createPatternFinder({ values, masks }).find(all, from)).toBe(place ?? -1);
      }),
      { numRuns: 3000 },
    );
  });

  it('has two parts of which one is whole, wherever a match is cut in two', () => {
    fc.assert(
      fc.property(patterns, ({ values, masks }) => {
        const { halves, firstHalf } = createPatternFinder({ values, masks });
        expect(halves.map(({ length }) => length)).toEqual(
          values.length < 2 ? [] : [firstHalf, values.length - firstHalf],
        );
        expect(halves.every(({ length }) => length > 0)).toBe(true);
      }),
    );
  });
});
