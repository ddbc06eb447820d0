import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distances } from '../../../electron/engine/session/distances.ts';

describe('the distances between repeated messages', () => {
  it('are none until there are two messages', () => {
    const distances = new Distances();
    expect(distances.describe()).toBeNull();
    distances.add(100, 0);
    expect(distances.describe()).toBeNull();
    distances.add(1100, 1000);
    expect(distances.describe()?.latestUs).toBe(100);
  });

  it('have the median and the 95th percentile of all of them, within 0.1 % and a microsecond', () => {
    const us = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 86_400_000_000 }));
    fc.assert(
      fc.property(fc.array(us, { minLength: 1, maxLength: 200 }), (all) => {
        const distances = new Distances();
        let atUs = 0;
        distances.add(atUs, atUs);
        for (const each of all) distances.add((atUs += each), atUs - each);
        const sorted = all.toSorted((left, right) => left - right);
        const told = distances.describe();
        for (const [share, found = 0] of [
          [0.5, told?.medianUs],
          [0.95, told?.p95Us],
        ] as const) {
          const expected = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(1 + expected * 0.001);
        }
        expect(told?.latestUs).toBe(sorted.at(-1));
      }),
    );
  });
});
