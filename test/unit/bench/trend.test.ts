import { describe, expect, it } from 'vitest';
import { isGrowing, trendOf, type Point } from '../../bench/soak/trend.ts';

/** An hour of 72 million messages, a point a minute; memory goes up and down by some megabytes as garbage is collected. */
const hour = (grownBy: (x: number) => number): Point[] =>
  Array.from({ length: 60 }, (_, minute) => {
    const x = minute * 1.2;
    return { x, y: 300 + 8 * Math.sin(minute * 2.4) + grownBy(x) };
  });

describe('how a figure goes over a run', () => {
  it('is not growth where it goes up and down', () => {
    expect(isGrowing(trendOf(hour(() => 0)), 0.1)).toBe(false);
  });

  it('is growth of 22 MB an hour among swings of 16 MB', () => {
    const trend = trendOf(hour((x) => x * 0.3));
    expect(trend.slope).toBeCloseTo(0.3, 1);
    expect(isGrowing(trend, 0.1)).toBe(true);
  });

  it('is no growth where it becomes less, or stays as it is', () => {
    expect(isGrowing(trendOf(hour((x) => x * -0.5)), 0)).toBe(false);
    expect(isGrowing(trendOf([1, 2, 3].map((x) => ({ x, y: 5 }))), 0)).toBe(false);
  });

  it('is growth of a count by one each', () => {
    expect(isGrowing(trendOf([1, 2, 3, 4].map((x) => ({ x, y: x }))), 0)).toBe(true);
  });
});
