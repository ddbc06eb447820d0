import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../shared/template/scope.ts';

/** By definition: the whole table of Levenshtein's distance. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [at, letter] of left.split('').entries()) {
    const next = [at + 1];
    for (const [to, other] of right.split('').entries())
      next.push(
        Math.min((row[to] ?? 0) + (letter === other ? 0 : 1), (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1),
      );
    row = next;
  }
  return row[right.length] ?? 0;
}

function nearest(name: string, names: readonly string[]): string | null {
  const [best] = names
    .map((each) => ({ each, away: distance(name, each) }))
    .filter(({ away }) => away <= (name.length < 4 ? 1 : 2))
    .toSorted((one, other) => one.away - other.away);
  return best?.each ?? null;
}

function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('the name that was probably meant', () => {
  it('is the nearest, the first of several', () => {
    const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 }));
    fc.assert(
      fc.property(names, fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 }), (all, name) => {
        expect(nearestName(name, all)).toBe(nearest(name, all));
      }),
      { numRuns: 2000 },
    );
    expect(nearestName('HOSTS', ['port', 'host'])).toBe('host');
  });

  it('costs little among long names that begin alike, as it is looked for at every key press', () => {
    const costOf = (begin: string): number => {
      const names = Array.from({ length: 1000 }, (_, index) => `${begin}_${index}`);
      return cpuMsOf(() => {
        for (const name of names.slice(0, 100)) nearestName(`${name}x`, names);
      });
    };
    costOf('warm');
    // Fifteen times as long; with the whole table of both names it would be a hundred times as much.
    expect(costOf('x'.repeat(58))).toBeLessThan(20 * costOf('x'));
  });
});
