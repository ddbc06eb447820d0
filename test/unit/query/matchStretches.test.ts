import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MatchIndex } from '../../../electron/engine/store/worker/query/matchIndex.ts';
import { matchStretches } from '../../../electron/engine/store/worker/query/matchStretches.ts';
import type { Stretch } from '../../../shared/model/mark.ts';

const largest = 140_000;
const edges = [1, 2, 31, 32, 33, 65_535, 65_536, 65_537, 131_072, 131_073, largest];
const seq = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(...edges));
const stretch = fc
  .tuple(seq, seq)
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));

function found(index: MatchIndex, among: readonly Stretch[], most = 1000): readonly Stretch[] {
  const steps = matchStretches(index, among, most);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The long way: record by record. */
function expected(matches: ReadonlySet<number>, among: readonly Stretch[]): Stretch[] {
  return among.flatMap(({ from, to }) => {
    const runs: Stretch[] = [];
    for (let each = from; each <= to; each += 1) {
      const last = runs.at(-1);
      if (!matches.has(each)) continue;
      if (last?.to === each - 1) runs[runs.length - 1] = { from: last.from, to: each };
      else runs.push({ from: each, to: each });
    }
    return runs;
  });
}

describe('the matches among records', () => {
  it('are told as the stretches that they stand in', () => {
    fc.assert(
      fc.property(
        fc.array(stretch, { maxLength: 5 }),
        fc.array(seq, { maxLength: 10 }),
        fc.array(stretch, { minLength: 1, maxLength: 3 }),
        (added, deleted, among) => {
          const index = new MatchIndex();
          const matches = new Set<number>();
          for (const { from, to } of added) {
            index.addRange(from, to);
            for (let each = from; each <= to; each += 1) matches.add(each);
          }
          for (const each of deleted) {
            index.delete(each);
            matches.delete(each);
          }
          expect(found(index, among)).toEqual(expected(matches, among));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of ten million in one piece are one stretch, found at once', () => {
    const index = new MatchIndex();
    index.addRange(1, 10_000_000);
    const before = performance.now();
    expect(found(index, [{ from: 5, to: 10_000_000 }])).toEqual([{ from: 5, to: 10_000_000 }]);
    expect(performance.now() - before).toBeLessThan(100);
  });

  it('are no more than were asked for', () => {
    const index = new MatchIndex();
    for (let each = 1; each < 100; each += 2) index.add(each);
    expect(found(index, [{ from: 1, to: 100 }], 3)).toHaveLength(3);
  });
});
