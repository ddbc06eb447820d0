import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { calmly } from '../../../electron/engine/files/folderWatch.ts';

describe('looking calmly', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('waits until the changes pause, so that what is moved in two steps is seen once', () => {
    const look = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const calm = calmly(look);
    calm.changed();
    vi.advanceTimersByTime(180);
    calm.changed();
    vi.advanceTimersByTime(180);
    expect(look).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(look).toHaveBeenCalledTimes(1);
    calm.changed();
    vi.advanceTimersByTime(300);
    expect(look).toHaveBeenCalledTimes(2);
    calm.dispose();
  });

  it('looks in between where the changes do not pause', () => {
    const look = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const calm = calmly(look);
    for (let passedMs = 0; passedMs < 3000; passedMs += 50) {
      calm.changed();
      vi.advanceTimersByTime(50);
    }
    expect(look).toHaveBeenCalledTimes(3);
    calm.dispose();
  });
});
