import { describe, expect, it } from 'vitest';
import { parseGoTo } from '../../../renderer/features/timeline/goTo.ts';

// 2026-03-01T12:00:00Z; the tests run in UTC or not, so that times of the day are compared as differences.
const startedAt = 1_772_366_400_000_000;
const context = { startedAt, isFiltered: false };

describe('a place that is typed', () => {
  it.each([
    ['1234', { kind: 'number', seq: 1234 }],
    ['#1234', { kind: 'number', seq: 1234 }],
    [' # 12,345 ', { kind: 'number', seq: 12_345 }],
    ['12.5s', { kind: 'time', us: startedAt + 12_500_000 }],
    ['250ms', { kind: 'time', us: startedAt + 250_000 }],
    ['1m30s', { kind: 'time', us: startedAt + 90_000_000 }],
    ['2026-03-01T12:00:10.5Z', { kind: 'time', us: startedAt + 10_500_000 }],
    ['50%', { kind: 'share', share: 0.5 }],
    ['12.5 %', { kind: 'share', share: 0.125 }],
    ['end', { kind: 'end' }],
    ['End', { kind: 'end' }],
    ['start', { kind: 'share', share: 0 }],
  ])('%s is understood', (text, place) => {
    const parsed = parseGoTo(text, context);
    expect(parsed.ok && parsed.value.place).toEqual(place);
  });

  it('may be a time of the day as the timeline shows it', () => {
    const later = parseGoTo('14:02:11.5', context);
    const earlier = parseGoTo('14:02:11', context);
    if (!later.ok || !earlier.ok) throw new Error('A time of the day was not understood.');
    if (later.value.place.kind !== 'time' || earlier.value.place.kind !== 'time')
      throw new Error('No times.');
    expect(later.value.place.us - earlier.value.place.us).toBe(500_000);
  });

  it('is said in words before one goes there', () => {
    const words = (text: string, isFiltered = false): string => {
      const parsed = parseGoTo(text, { startedAt, isFiltered });
      return parsed.ok ? parsed.value.words : parsed.problem;
    };
    expect(words('1234')).toBe('Record 1,234.');
    expect(words('1234', true)).toBe('Record 1,234, or the nearest match.');
    expect(words('50%', true)).toBe('50% of the way through the matches.');
    expect(words('12.5s')).toMatch(
      /^The first record from \d\d:00:12\.500000 on \(\+12\.500 s from the start\)\.$/,
    );
  });

  it.each([
    ['0', 'A record number is a whole number from 1 up, such as 1234 or #1234.'],
    ['#abc', 'A record number is a whole number from 1 up, such as 1234 or #1234.'],
    ['101%', 'A percentage is between 0% and 100%.'],
    ['%', 'A percentage is between 0% and 100%.'],
  ])('%s is refused with a sentence', (text, problem) => {
    expect(parseGoTo(text, context)).toEqual({ ok: false, problem });
  });

  it('that is none says what may be typed', () => {
    const parsed = parseGoTo('over there', context);
    expect(parsed.ok ? '' : parsed.problem).toContain('A number (1234)');
  });
});
