import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MatchIndex } from '../../../electron/engine/store/worker/query/matchIndex.ts';

/** What can be done to an index, over three blocks, with runs that fill whole ones. */
const seqs = fc.oneof(
  fc.integer({ min: 1, max: 200_000 }),
  fc.constantFrom(1, 32, 33, 65_535, 65_536, 65_537, 131_072, 131_073, 196_608, 200_000),
);
type Step =
  | { readonly do: 'add' | 'delete' | 'deleteBefore'; readonly seq: number }
  | { readonly do: 'addRange'; readonly from: number; readonly to: number };
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('add', 'delete'), seq: seqs }),
  fc.record({ do: fc.constant('deleteBefore'), seq: seqs }),
  fc.tuple(seqs, seqs).map(([one, other]) => ({
    do: 'addRange' as const,
    from: Math.min(one, other),
    to: Math.max(one, other),
  })),
);

function apply(step: Step, index: MatchIndex, model: Set<number>, first: number): number {
  switch (step.do) {
    case 'add':
      index.add(step.seq);
      if (step.seq >= first) model.add(step.seq);
      return first;
    case 'delete':
      index.delete(step.seq);
      model.delete(step.seq);
      return first;
    case 'deleteBefore':
      index.deleteBefore(step.seq);
      for (const seq of model) if (seq < step.seq) model.delete(seq);
      return Math.max(first, step.seq);
    case 'addRange':
      index.addRange(step.from, step.to);
      for (let seq = Math.max(first, step.from); seq <= step.to; seq += 1) model.add(seq);
      return first;
  }
}

describe('the index of matches', () => {
  it('answers as a sorted list of numbers would, whatever was done to it', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 12 }), fc.array(seqs, { maxLength: 20 }), (done, asked) => {
        const index = new MatchIndex();
        const model = new Set<number>();
        let first = 1;
        for (const step of done) first = apply(step, index, model, first);
        const sorted = [...model].toSorted((one, other) => one - other);
        expect(index.count).toBe(sorted.length);
        for (const seq of asked) {
          const rank = sorted.findIndex((each) => each >= seq);
          const before = rank < 0 ? sorted.length : rank;
          expect(index.rank(seq)).toBe(before);
          expect(index.has(seq)).toBe(model.has(seq));
          expect(index.previous(seq)).toBe(sorted[before - 1] ?? null);
          expect(index.next(seq)).toBe(sorted[model.has(seq) ? before + 1 : before] ?? null);
          expect(index.select(before)).toBe(sorted[before] ?? null);
          const to = seq + 10_000;
          const found = sorted.slice(before).filter((each) => each <= to);
          const apart = found.findIndex((each, place) => each !== (found[0] ?? 0) + place);
          const count = Math.min(apart < 0 ? found.length : apart, 4096);
          expect(index.countIn(seq, to)).toBe(found.length);
          expect(index.runAt(seq, to)).toEqual(count === 0 ? null : { from: found[0], count });
        }
        expect(index.select(sorted.length)).toBe(null);
        expect(index.select(-1)).toBe(null);
      }),
      { numRuns: 60 },
    );
  });

  it('takes less than 2 MB for ten million records, of which every second matches', () => {
    const before = process.memoryUsage().arrayBuffers;
    const index = new MatchIndex();
    for (let seq = 1; seq <= 10_000_000; seq += 2) index.add(seq);
    expect(index.count).toBe(5_000_000);
    expect(index.select(4_999_999)).toBe(9_999_999);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2_000_000);
  });

  it('takes no room where everything matches', () => {
    const before = process.memoryUsage().arrayBuffers;
    const index = new MatchIndex();
    index.addRange(1, 1_000_000_000);
    expect(index.count).toBe(1_000_000_000);
    expect(index.select(999_999_999)).toBe(1_000_000_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });
});
