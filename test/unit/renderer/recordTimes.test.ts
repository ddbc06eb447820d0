import { describe, expect, it } from 'vitest';
import {
  deltaText,
  precisionOf,
  secondsText,
  timeCharacters,
  timeText,
  type ShownTimes,
} from '../../../renderer/state/window/recordTimes.ts';

const startedAt = Date.UTC(2026, 2, 1, 13, 2, 11) * 1000;
const times: ShownTimes = {
  basis: 'utc',
  precision: 'us',
  deltas: 'us',
  startedAt,
  withDate: false,
  reference: null,
};
const at = startedAt + 4_211;

describe('the time of a record', () => {
  it('is that of the day, cut off after the digits that are shown', () => {
    expect(timeText(startedAt + 999_999, undefined, { ...times, precision: 'ms' })).toBe('13:02:11.999');
    expect(timeText(at, undefined, times)).toBe('13:02:11.004211');
    expect(timeText(at, undefined, { ...times, precision: 's' })).toBe('13:02:11');
    expect(timeText(at, undefined, { ...times, withDate: true })).toBe('2026-03-01 13:02:11.004211');
    const local = new Date(at / 1000);
    const hours = String(local.getHours()).padStart(2, '0');
    expect(timeText(at, undefined, { ...times, basis: 'local', withDate: true })).toMatch(
      new RegExp(`^2026-0[23]-\\d\\d ${hours}:\\d\\d:11\\.004211$`),
    );
  });

  it('is how long after the start it was, or after the record above', () => {
    expect(timeText(at, undefined, { ...times, basis: 'start' })).toBe('0.004211');
    expect(timeText(at, startedAt - 1_000_000, { ...times, basis: 'previous' })).toBe('1.004211');
    expect(timeText(at, undefined, { ...times, basis: 'previous' })).toBe('');
  });

  it('is counted from the record of reference, before it and after', () => {
    const reference = { seq: 3, at: at + 1_000 };
    expect(timeText(at, startedAt, { ...times, reference })).toBe('\u22120.001000');
    expect(timeText(at + 3_000, startedAt, { ...times, reference, precision: 'ms' })).toBe('0.002');
    expect(timeCharacters({ ...times, reference }, 9_999_999_999)).toBe('\u22129,999.999999'.length);
  });

  it('has microseconds where there is room for them, unless the person decided', () => {
    expect(precisionOf('auto', true)).toEqual({ precision: 'us', deltas: 'us' });
    expect(precisionOf('auto', false)).toEqual({ precision: 'ms', deltas: 'us' });
    expect(precisionOf('us', false)).toEqual({ precision: 'us', deltas: 'us' });
    expect(precisionOf('s', true)).toEqual({ precision: 's', deltas: 's' });
  });

  it('never says that nothing was negative', () => {
    expect(secondsText(-4_211, 'ms')).toBe('\u22120.004');
    expect(secondsText(-11, 'ms')).toBe('0.000');
    expect(secondsText(3_600_000_000, 's')).toBe('3,600');
  });

  it('has the room that it takes, and that of the longest since the start', () => {
    for (const basis of ['local', 'utc', 'start'] as const)
      for (const precision of ['us', 'ms', 's'] as const)
        for (const withDate of [false, true]) {
          const shown = { ...times, basis, precision, withDate };
          for (const longestUs of [1_000_000, 9_999_999_999, 123_456_000_000])
            expect(timeText(startedAt + longestUs, undefined, shown).length).toBeLessThanOrEqual(
              timeCharacters(shown, longestUs),
            );
        }
    expect(timeCharacters(times, 0)).toBe('13:02:11.004211'.length);
  });
});

describe('the time since the record above', () => {
  it.each([
    [419, '0.419'],
    [0, '0.000'],
    [-2_500, '\u22122.500'],
    [999_999, '999.999'],
    [1_234_567, '1.234 s'],
    [59_999_999, '59.99 s'],
    [90_000_000, '1.5 min'],
    [3_599_999_999, '59 min'],
    [36_000_000_000, '10 h'],
    [3_599_999_999_999, '999 h'],
  ])('%i µs is %s', (us, text) => {
    expect(deltaText(us, 'us')).toBe(text);
    expect(text.length).toBeLessThanOrEqual(7);
  });

  it('has no more digits than the times', () => {
    expect(deltaText(1_419, 'ms')).toBe('1');
    expect(deltaText(12_340_000, 's')).toBe('12.34 s');
  });
});
