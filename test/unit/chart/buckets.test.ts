import { describe, expect, it } from 'vitest';
import {
  barsOf,
  bucketAt,
  bucketCountFor,
  nearestBucket,
  stretchOf,
} from '../../../renderer/features/chart/trafficBuckets.ts';
import { trafficOf } from './traffic.ts';

const second = 1_000_000;
const zoomed = { from: 0, to: 1000 * second };

describe('the buckets of a chart', () => {
  it('are asked for as the width has room for bars, within what the engine gives', () => {
    expect(bucketCountFor(900, 2000)).toBe(300);
    expect(bucketCountFor(30_000, 2000)).toBe(2000);
    expect(bucketCountFor(0, 2000)).toBe(1);
  });

  it('are drawn per second, whatever they hold', () => {
    const traffic = trafficOf({ bucketUs: 5 * second, payloadsIn: [10, 0, 5], bytesOut: [0, 5000, 0] });
    expect(barsOf(traffic, 'payloads', zoomed)).toEqual({
      perSecondIn: [2, 0, 1],
      perSecondOut: [0, 0, 0],
      largestIn: 2,
      largestOut: 0,
      places: 3,
    });
    expect(barsOf(traffic, 'bytes', zoomed)).toMatchObject({ perSecondOut: [0, 1000, 0], largestOut: 1000 });
  });

  it('are not low at the end because what is counted ends within them', () => {
    const wide = trafficOf({ bucketUs: 5 * second, payloadsIn: [50, 50, 10], end: 10 * second });
    expect(barsOf(wide, 'payloads', null).perSecondIn).toEqual([10, 10, 10]);
    const cut = { from: 0, to: 12 * second };
    expect(barsOf({ ...wide, end: 99 * second }, 'payloads', cut).perSecondIn).toEqual([10, 10, 5]);
  });

  it('have room for half a minute beside them, unless someone zoomed in', () => {
    const traffic = trafficOf({ payloadsIn: [1, 2, 3] });
    expect(barsOf(traffic, 'payloads', null).places).toBe(30);
    expect(barsOf(traffic, 'payloads', zoomed).places).toBe(3);
    const long = trafficOf({ bucketUs: 10 * second, payloadsIn: [1, 2, 3, 4, 5] });
    expect(barsOf(long, 'payloads', null).places).toBe(5);
  });

  it('take in the times from their beginning to before the next one', () => {
    const traffic = trafficOf({ from: 100 * second, payloadsIn: [0, 0, 0] });
    expect([99, 100, 100.999999, 101, 103].map((at) => bucketAt(traffic, at * second))).toEqual([
      -1, 0, 0, 1, 3,
    ]);
  });

  it('are pointed at from anywhere in the chart', () => {
    const traffic = trafficOf({ payloadsIn: [0, 0, 0] });
    expect([-4, 0, 1.99, 2.5, 17].map((place) => nearestBucket(traffic, place))).toEqual([0, 0, 1, 2, 2]);
    expect(nearestBucket(trafficOf({ payloadsIn: [] }), 0)).toBeNull();
  });

  it('are selected whole, from left to right or from right to left', () => {
    const traffic = trafficOf({ from: 100 * second, bucketUs: 2 * second, payloadsIn: [0, 0, 0, 0] });
    const expected = { from: 102 * second, to: 108 * second };
    expect(stretchOf(traffic, 1, 3)).toEqual(expected);
    expect(stretchOf(traffic, 3, 1)).toEqual(expected);
    expect(stretchOf(traffic, 0, 0)).toEqual({ from: 100 * second, to: 102 * second });
  });
});
