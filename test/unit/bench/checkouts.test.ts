import { describe, expect, it } from 'vitest';
import { compareCheckouts, formatCheckouts, type Turn } from '../../bench/report/checkouts.ts';
import type { BenchmarkResult, Figure } from '../../bench/report/result.ts';

const figure = (value: number, aim: Figure['aim'], unit = 'ms'): Figure => ({
  what: 'A page',
  value,
  unit,
  aim,
});

const result = (part: Partial<BenchmarkResult>): BenchmarkResult => ({
  rounds: 1,
  comparisons: [],
  figures: [],
  notes: [],
  ...part,
});

/** A comparison in which ours is so many times as good as the library. */
const against = (library: string, times: number, ours: number): BenchmarkResult['comparisons'][number] => ({
  what: 'Echo',
  unit: 'messages/s',
  ours,
  theirs: ours / times,
  against: library,
  ratio: { median: times, low: times, high: times },
  aim: null,
});

describe('two checkouts side by side', () => {
  it('are compared by how each stands beside the same library, within one turn', () => {
    const turns: Turn[] = [
      {
        here: result({ comparisons: [against('ws', 0.8, 800)] }),
        there: result({ comparisons: [against('ws', 0.4, 900)] }),
      },
      {
        here: result({ comparisons: [against('ws', 0.6, 300)] }),
        there: result({ comparisons: [against('ws', 0.6, 310)] }),
      },
      {
        here: result({ comparisons: [against('ws', 0.6, 300)] }),
        there: result({ comparisons: [against('ws', 0.8, 310)] }),
      },
    ];
    expect(compareCheckouts(turns)).toEqual([
      {
        what: 'Echo, against ws',
        unit: 'messages/s',
        here: 300,
        there: 310,
        ratio: { median: 1, low: expect.closeTo(0.75), high: 2 },
      },
    ]);
  });

  it('are ahead with a smaller figure where less is wanted or it is a time, and a larger one where more is', () => {
    const ratioOf = (aim: Figure['aim'], unit = 'ms'): number | undefined =>
      compareCheckouts([
        {
          here: result({ figures: [figure(10, aim, unit)] }),
          there: result({ figures: [figure(20, aim, unit)] }),
        },
      ])[0]?.ratio?.median;
    expect(ratioOf({ atMost: 50 })).toBe(2);
    expect(ratioOf({ atLeast: 5 })).toBe(0.5);
    expect(ratioOf(null)).toBe(2);
    expect(ratioOf(null, 'rows')).toBeUndefined();
  });

  it('are not compared in what only one of them measures', () => {
    const turns = [{ here: result({ figures: [figure(10, { atMost: 1 })] }), there: result({}) }];
    expect(compareCheckouts(turns)).toEqual([]);
  });

  it('stand in a table, with a dash of their range', () => {
    const turns = [
      {
        here: result({ figures: [figure(10, { atMost: 1 })] }),
        there: result({ figures: [figure(20, { atMost: 1 })] }),
      },
      {
        here: result({ figures: [figure(10, { atMost: 1 })] }),
        there: result({ figures: [figure(30, { atMost: 1 })] }),
      },
    ];
    expect(formatCheckouts(compareCheckouts(turns)).split('\n')[1]).toBe(
      'A page  10 ms  25 ms   2.50  2.00–3.00',
    );
  });
});
