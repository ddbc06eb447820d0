import { describe, expect, it } from 'vitest';
import { createSends } from '../../../renderer/state/sessions/sends.ts';

describe('messages that a composer hands over', () => {
  it('are handed over in order, also while others are under way', async () => {
    const sends = createSends();
    const handed: string[] = [];
    const slow = Promise.withResolvers<void>();
    const hand = (text: string, taken: Promise<void>): void =>
      sends.send(() => {
        handed.push(text);
        return taken;
      });
    hand('first', slow.promise);
    hand('second', slow.promise);
    expect(handed).toEqual(['first', 'second']);
    expect(sends.store.getState()).toEqual({ underWay: 2, failure: null });
    slow.resolve();
    await expect.poll(() => sends.store.getState().underWay).toBe(0);
  });

  it('say why one of them failed, until the next one is sent', async () => {
    const sends = createSends();
    const full = new Error('16.0 MiB wait to be sent.');
    sends.send(() => Promise.reject(full));
    await expect.poll(() => sends.store.getState()).toEqual({ underWay: 0, failure: full });
    sends.send(() => Promise.resolve());
    expect(sends.store.getState()).toEqual({ underWay: 1, failure: null });
    await expect.poll(() => sends.store.getState().underWay).toBe(0);
  });
});
