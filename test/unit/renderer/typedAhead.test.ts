import { describe, expect, it } from 'vitest';
import { createTypedAhead } from '../../../renderer/state/window/typedAhead.ts';

describe('what is typed ahead of a field', () => {
  it('is kept from when the field was asked for until it is there, and given once', () => {
    const ahead = createTypedAhead();
    ahead.type('lost');
    expect([ahead.isWaiting, ahead.take()]).toEqual([false, '']);
    ahead.wait();
    for (const key of 'tcp:/x') ahead.type(key);
    ahead.erase();
    ahead.type('/');
    expect(ahead.isWaiting).toBe(true);
    expect(ahead.take()).toBe('tcp://');
    expect([ahead.isWaiting, ahead.take()]).toEqual([false, '']);
  });

  it('goes on where the field is asked for once more', () => {
    const ahead = createTypedAhead();
    ahead.wait();
    ahead.type('a');
    ahead.wait();
    ahead.type('b');
    expect(ahead.take()).toBe('ab');
  });
});
