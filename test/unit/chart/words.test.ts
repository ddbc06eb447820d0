import { describe, expect, it } from 'vitest';
import { barsOf } from '../../../renderer/features/chart/trafficBuckets.ts';
import {
  formatScale,
  measureRate,
  spokenWords,
  summaryOf,
  wordsOf,
  type ChartContent,
} from '../../../renderer/features/chart/trafficWords.ts';
import { formatQuantity } from '../../../shared/base/quantity.ts';
import type { Traffic } from '../../../shared/model/traffic.ts';
import { trafficOf } from './traffic.ts';

const at = (hours: number, minutes: number, seconds: number): number =>
  new Date(2026, 10, 21, hours, minutes, seconds).getTime() * 1000;

const content = (traffic: Traffic, measure: ChartContent['measure'] = 'payloads'): ChartContent => ({
  traffic,
  measure,
  noun: 'chunk',
  bars: barsOf(traffic, measure, null),
});

const traffic = trafficOf({
  from: at(14, 2, 10),
  bucketUs: 5_000_000,
  payloadsIn: [5, 1000, 0],
  payloadsOut: [5, 0, 2],
  bytesIn: [500, 100_000, 0],
  bytesOut: [50, 0, 20],
});

describe('a rate', () => {
  it.each([
    [0, '0\u00a0chunks/s'],
    [0.4, '0.4\u00a0chunks/s'],
    [7, '7\u00a0chunks/s'],
    [1203.6, '1,204\u00a0chunks/s'],
  ])('of %d chunks says %s', (perSecond, words) => {
    expect(formatQuantity(measureRate(perSecond, { measure: 'payloads', noun: 'chunk' }))).toBe(words);
  });

  it('of bytes has their unit', () => {
    expect(formatQuantity(measureRate(12_345, { measure: 'bytes', noun: 'chunk' }))).toBe('12.3\u00a0kB/s');
  });

  it.each([
    [0.4, '0.4'],
    [850, '850'],
    [1234, '1.2k'],
    [12_345, '12k'],
    [999_400, '999k'],
    [999_600, '1M'],
    [1_234_567, '1.2M'],
  ])('of %d is %s beside the chart', (perSecond, words) => {
    expect(formatScale(perSecond, 'payloads')).toBe(words);
  });
});

describe('what is under the cursor', () => {
  it('is told with its time and both directions', () => {
    const words = wordsOf(content(traffic), [1, 1]);
    expect(spokenWords(words, false)).toBe(
      '14:02:15 – 14:02:20: received 200\u00a0chunks/s, sent 0\u00a0chunks/s',
    );
  });

  it('is the average of what is selected, whichever end came first', () => {
    const words = wordsOf(content(traffic, 'bytes'), [1, 0]);
    expect(spokenWords(words, true)).toBe(
      'Selected 14:02:10 – 14:02:20: received 10.1\u00a0kB/s, sent 5\u00a0B/s on average',
    );
  });

  it('has one time where a bucket is a second', () => {
    const seconds = trafficOf({ from: at(9, 5, 0), payloadsIn: [3] });
    expect(wordsOf(content(seconds), [0, 0]).time).toBe('09:05:00');
  });
});

describe('the chart in words', () => {
  it('tells the time, the totals and when most passed', () => {
    expect(summaryOf(content(traffic))).toBe(
      'From 14:02:10 to 14:02:25, 00:15 in all. ' +
        'Received 1,005 chunks (101\u00a0kB), sent 7 chunks (70\u00a0B). ' +
        'Most was received at 14:02:15 – 14:02:20: 200\u00a0chunks/s. ' +
        'Most was sent at 14:02:10 – 14:02:15: 1\u00a0chunk/s.',
    );
  });

  it('says nothing of a direction in which nothing went, and says so where nothing went at all', () => {
    const oneWay = trafficOf({ from: at(9, 0, 0), payloadsIn: [0, 4] });
    expect(summaryOf(content(oneWay))).not.toContain('Most was sent');
    expect(summaryOf(content(trafficOf({ payloadsIn: [0, 0] })))).toBe(
      'Nothing was received or sent in this time.',
    );
  });
});
