import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClockWatch } from '../../../electron/engine/session/clockWatch.ts';

describe('the watch over the clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Both clocks in microseconds; a test sets them as a machine does. */
  function watched(): { clock: { nowUs: number; wallUs: number }; notes: string[]; watch: ClockWatch } {
    const clock = { nowUs: 1_000_000_000, wallUs: 1_000_000_500 };
    const notes: string[] = [];
    const watch = new ClockWatch({
      clock: { nowUs: () => clock.nowUs },
      wallUs: () => clock.wallUs,
      jumped: (note) => notes.push(note),
    });
    return { clock, notes, watch };
  }

  it('says nothing while both clocks go on alike, or one is slewed', () => {
    const { clock, notes, watch } = watched();
    for (let second = 0; second < 100; second += 1) {
      clock.nowUs += 1_000_000;
      clock.wallUs += 1_000_500;
      vi.advanceTimersByTime(1000);
    }
    watch.dispose();
    expect(notes).toEqual([]);
  });

  it('says once how long a machine slept', () => {
    const { clock, notes, watch } = watched();
    clock.wallUs += 12 * 60_000_000;
    vi.advanceTimersByTime(5000);
    watch.dispose();
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^This machine’s clock jumped ahead by 12\.0 min: /);
  });

  it('says that a clock was set back', () => {
    const { clock, notes, watch } = watched();
    clock.wallUs -= 3_500_000;
    vi.advanceTimersByTime(1000);
    watch.dispose();
    expect(notes[0]).toMatch(/^This machine’s clock was set back by 3\.500 s\./);
  });

  it('leaves no timer behind', () => {
    watched().watch.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
