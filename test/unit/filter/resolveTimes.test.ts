import { describe, expect, it } from 'vitest';
import { resolveTimes } from '../../../shared/filter/resolveTimes.ts';
import { formatIsoTime, formatTimeOfDay } from '../../../shared/base/time.ts';
import { filterOf } from '../../support/filters.ts';

/** The instant that `after:` is about, for a session that began at 23:50 local time, an hour east of Greenwich. */
function instantOf(time: string): string {
  const startedAt = Date.UTC(2026, 2, 1, 22, 50) * 1000;
  const resolved = resolveTimes(filterOf(`after:${time}`), { startedAt, offsetMinutesAt: () => 60 });
  if (resolved.node !== 'time') throw new Error(resolved.node);
  return formatIsoTime(resolved.time);
}

describe('a time in a filter', () => {
  it.each([
    ['12.5s', '2026-03-01T22:50:12.500000Z'],
    ['23:50:01', '2026-03-01T22:50:01.000000Z'],
    ['22:00', '2026-03-01T21:00:00.000000Z'],
    ['00:10', '2026-03-01T23:10:00.000000Z'],
    ['12:00', '2026-03-02T11:00:00.000000Z'],
    ['2026-03-01T12:00', '2026-03-01T11:00:00.000000Z'],
    ['2026-03-03', '2026-03-02T23:00:00.000000Z'],
    ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000000Z'],
  ])('%s is %s', (time, instant) => {
    expect(instantOf(time)).toBe(instant);
  });

  it('follows the clock when it is changed in spring', () => {
    const change = Date.UTC(2026, 2, 29, 1) * 1000;
    const offsetMinutesAt = (us: number): number => (us < change ? 60 : 120);
    const resolve = (text: string): unknown => {
      const resolved = resolveTimes(filterOf(text), { startedAt: change - 60_000_000, offsetMinutesAt });
      return resolved.node === 'time' && formatIsoTime(resolved.time);
    };
    expect(resolve('after:01:59:30')).toBe('2026-03-29T00:59:30.000000Z');
    expect(resolve('after:03:00:30')).toBe('2026-03-29T01:00:30.000000Z');
  });

  it('is the one that the timeline shows', () => {
    const startedAt = Date.UTC(2026, 6, 1, 9, 30) * 1000;
    const at = startedAt + 61_004_211;
    const resolved = resolveTimes(filterOf(`dir:in or not before:${formatTimeOfDay(at)}`), { startedAt });
    expect(resolved).toMatchObject({ operands: [{}, { operand: { node: 'time', time: at } }] });
  });
});
