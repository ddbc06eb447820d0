import { median, total } from '../report/statistics.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a figure goes over a run. */
export interface Trend {
  /** By least squares: what y grows by with each 1 of x. */
  readonly slope: number;
  /** The slope's own standard error: what it would be by chance alone. */
  readonly error: number;
  /** Medians of the first and of the last third: peaks, as before a garbage collection, do not count. */
  readonly first: number;
  readonly last: number;
}

/** NaN for a slope without three points. */
export function trendOf(points: readonly Point[]): Trend {
  const count = points.length;
  const meanX = total(points.map(({ x }) => x)) / count;
  const meanY = total(points.map(({ y }) => y)) / count;
  const spread = total(points.map(({ x }) => (x - meanX) ** 2));
  const slope = total(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  const rest = total(points.map(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2));
  const third = Math.max(1, Math.floor(count / 3));
  return {
    slope,
    error: Math.sqrt(rest / Math.max(1, count - 2) / spread),
    first: median(points.slice(0, third).map(({ y }) => y)),
    last: median(points.slice(-third).map(({ y }) => y)),
  };
}

/** Three standard errors: one run in some seven hundred grows as much by chance. */
const surelyErrors = 3;

/** True where it grows faster than is tolerated, and not by chance: the slope is sure, and the last third is above the first. */
export function isGrowing({ slope, error, first, last }: Trend, toleratedSlope: number): boolean {
  return slope - surelyErrors * error > toleratedSlope && last > first;
}
