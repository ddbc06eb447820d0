import { describe, expect, it } from 'vitest';
import { createClearedViews } from '../../../renderer/state/window/clearedViews.ts';
import { createFakeStorage } from '../../support/fakeEngine.ts';

describe('a view that was cleared', () => {
  it('is so after a reload of the page, until it shows everything again', () => {
    const storage = createFakeStorage();
    const cleared = createClearedViews(storage);
    cleared.keep('session s', { before: 12, until: 5 });
    cleared.keep('session t', { before: 3, until: null });
    expect(createClearedViews(storage).of('session s')).toEqual({ before: 12, until: 5 });
    expect(createClearedViews(storage).of('session u')).toEqual({ before: 1, until: null });
    cleared.keep('session s', { before: 1, until: null });
    expect(createClearedViews(storage).of('session s').before).toBe(1);
    expect(createClearedViews(storage).of('session t').before).toBe(3);
  });

  it('is forgotten after two hundred others', () => {
    const storage = createFakeStorage();
    const cleared = createClearedViews(storage);
    for (let number = 1; number <= 201; number += 1)
      cleared.keep(`session ${number}`, { before: 2, until: 1 });
    expect(createClearedViews(storage).of('session 1').before).toBe(1);
    expect(createClearedViews(storage).of('session 2').before).toBe(2);
  });
});
