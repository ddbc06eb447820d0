import { afterEach, expect, it, vi } from 'vitest';
import { Repetition } from '../../../electron/engine/session/repetition.ts';
import { whyNotHeld } from '../../../shared/model/repeat.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('a large message that waited for room is sent as soon as there is some, each time', async () => {
  const leaving: (() => void)[] = [];
  let nowUs = 0;
  const repeating = new Repetition({
    options: { count: 4, intervalMs: 10 },
    size: 2 * 1024 * 1024,
    clock: { nowUs: () => nowUs },
    send: (_, begun) => {
      begun(nowUs);
      return new Promise<void>((resolve) => leaving.push(resolve));
    },
    load: () => ({ queuedBytes: 0, waitsFor: 'peer' }),
    changed: () => undefined,
  });
  // All are due, and none of their times is over.
  nowUs = 45_000;
  for (let sent = 1; sent < 4; sent += 1) {
    expect(leaving).toHaveLength(sent);
    leaving.at(-1)?.();
    await turn();
  }
  leaving.at(-1)?.();
  await repeating.ended;
  expect(repeating.progress).toMatchObject({ phase: 'done', sent: 4, missed: 0, behind: null });
});

afterEach(() => void vi.useRealTimers());

it('tells the spread of its distances and how late the latest was, by a clock that is late now and then', async () => {
  vi.useFakeTimers();
  let lateUs = 0;
  const repeating = new Repetition({
    options: { count: 20, intervalMs: 10 },
    size: 1,
    clock: { nowUs: () => performance.now() * 1000 + lateUs },
    send: (_isFirst, begun) => {
      begun(performance.now() * 1000 + lateUs);
      return Promise.resolve();
    },
    load: () => ({ queuedBytes: 0, waitsFor: 'peer' }),
    changed: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(95);
  // The eleventh is 7 ms late, and the twelfth in time again.
  lateUs = 7000;
  await vi.advanceTimersByTimeAsync(5);
  lateUs = 0;
  await vi.advanceTimersByTimeAsync(1000);
  expect(repeating.progress).toMatchObject({ phase: 'done', sent: 20, missed: 0 });
  const { medianUs = 0, p95Us = 0, latestUs } = repeating.progress.spread ?? {};
  expect(Math.abs(medianUs - 10_000)).toBeLessThanOrEqual(11);
  expect(Math.abs(p95Us - 17_000)).toBeLessThanOrEqual(18);
  expect(latestUs).toBe(7000);
});

it('falls behind for what most of its times were missed for, whatever was last', async () => {
  vi.useFakeTimers();
  let waitsFor: 'file' | 'peer' = 'file';
  const repeating = new Repetition({
    options: { count: null, intervalMs: 1 },
    size: 1,
    clock: { nowUs: () => performance.now() * 1000 },
    send: (_isFirst, begun) => {
      begun(performance.now() * 1000);
      return new Promise<void>(() => undefined);
    },
    load: () => ({ queuedBytes: 0, waitsFor }),
    changed: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(500);
  waitsFor = 'peer';
  await vi.advanceTimersByTimeAsync(100);
  expect(repeating.progress).toMatchObject({ sent: 16, behind: 'file' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(repeating.progress.behind).toBe('peer');
  expect(whyNotHeld(repeating.progress)).toBe('It falls behind, because the other side does not take more.');
  repeating.stop();
  expect(whyNotHeld(repeating.progress)).toBe('It fell behind, because the other side did not take more.');
});
