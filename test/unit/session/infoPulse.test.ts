import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InfoPulse } from '../../../electron/engine/session/infoPulse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is due once for everything that changes within a frame of the screen, and at once where that is asked for', () => {
  const pulse = new InfoPulse();
  let times = 0;
  pulse.follow(() => (times += 1));
  for (let count = 0; count < 1000; count += 1) pulse.soon();
  expect(times).toBe(0);
  vi.advanceTimersByTime(16);
  expect(times).toBe(1);
  pulse.soon();
  pulse.now();
  expect(times).toBe(2);
  vi.advanceTimersByTime(100);
  expect(times).toBe(2);
});
