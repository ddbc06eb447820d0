import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RepeatSchedule } from '../../../electron/engine/session/repeatSchedule.ts';

const ms = 1000;

describe('the schedule of a repeated message', () => {
  it('is due at whole multiples of the interval, however late each was', () => {
    const schedule = new RepeatSchedule({ count: 4, intervalMs: 10 }, 0);
    expect(schedule.step(0, 16)).toEqual({ send: 1, dueUs: 0, missed: 0, nextUs: 10 * ms });
    expect(schedule.step(13 * ms, 16)).toEqual({ send: 1, dueUs: 10 * ms, missed: 0, nextUs: 20 * ms });
    expect(schedule.step(21 * ms, 16)).toEqual({ send: 1, dueUs: 20 * ms, missed: 0, nextUs: 30 * ms });
    expect(schedule.step(25 * ms, 16)).toMatchObject({ send: 0, missed: 0, nextUs: 30 * ms });
    expect(schedule.step(30 * ms, 16)).toEqual({ send: 1, dueUs: 30 * ms, missed: 0, nextUs: null });
    expect(schedule.step(99 * ms, 16)).toMatchObject({ send: 0, missed: 0, nextUs: null });
  });

  it('makes up for a pause of a tenth of a second, and misses what is older', () => {
    const schedule = new RepeatSchedule({ count: null, intervalMs: 1 }, 0);
    schedule.step(0, 16);
    expect(schedule.step(50 * ms, 1000)).toMatchObject({ send: 50, missed: 0 });
    expect(schedule.step(350 * ms, 1000)).toMatchObject({ send: 101, missed: 199, dueUs: 250 * ms });
  });

  it('has nothing pile up while there is no room, and says when to look again', () => {
    const schedule = new RepeatSchedule({ count: null, intervalMs: 10 }, 0);
    expect(schedule.step(0, 1)).toMatchObject({ send: 1 });
    const { nextUs, ...blocked } = schedule.step(10 * ms, 0);
    expect(blocked).toMatchObject({ send: 0, missed: 0 });
    expect(schedule.step(nextUs ?? 0, 0)).toMatchObject({ send: 0, missed: 1 });
    expect(schedule.step(5_000 * ms, 0)).toMatchObject({ send: 0, missed: 488 });
    // At most what fits into the tenth of a second is still sent, a long interval's only the last.
    expect(schedule.step(5_000 * ms, 1000)).toMatchObject({ send: 11, missed: 0 });
    const slow = new RepeatSchedule({ count: null, intervalMs: 1000 }, 0);
    expect(slow.step(3_500 * ms, 16)).toMatchObject({ send: 1, missed: 3 });
  });

  it('never skips or repeats a time, and sends exactly as often as was asked', () => {
    const passes = fc.array(fc.record({ us: fc.nat(300 * ms), room: fc.nat(20) }), { maxLength: 100 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 500 }),
        passes,
        (intervalMs, count, all) => {
          const schedule = new RepeatSchedule({ count, intervalMs }, 0);
          let now = 0;
          let sent = 0;
          let handled = 0;
          for (const { us, room } of all) {
            now += us;
            const { send, missed, nextUs } = schedule.step(now, room);
            sent += send;
            handled += send + missed;
            expect(send).toBeLessThanOrEqual(room);
            expect(handled).toBeLessThanOrEqual(Math.floor(now / (intervalMs * ms)) + 1);
            expect(nextUs === null).toBe(sent === count);
            expect(nextUs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
          }
          expect(sent).toBeLessThanOrEqual(count);
        },
      ),
    );
  });
});
