import { afterEach, describe, expect, it, vi } from 'vitest';
import { fixturesOfOneStore } from './sharedStore.ts';
import { record } from './storeFixture.ts';

const newFixture = fixturesOfOneStore();

afterEach(() => vi.useRealTimers());

describe('a record', () => {
  it('is on its way into the file 20 ms after it was appended, with those that came meanwhile, and committed by itself', async () => {
    const { writer, listener } = await newFixture().create();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    writer.append(record());
    vi.advanceTimersByTime(19);
    writer.append(record());
    expect(vi.getTimerCount()).toBe(1);
    const committed = listener.next('committed');
    // Nothing else moves this clock: where a record waited for longer, it would wait for ever.
    vi.advanceTimersByTime(1);
    expect(vi.getTimerCount()).toBe(0);
    await committed;
    expect(listener.committed).toBe(2);
  });
});
