import { describe, expect, it } from 'vitest';
import { RowSlots } from '../../../renderer/ui/longList/rowSlots.ts';

describe('the elements of a long list', () => {
  it('stay with their rows while the list is scrolled, and go on to those that come', () => {
    const slots = new RowSlots();
    const [first, second, third] = slots.assign(0, 3);
    expect(slots.assign(1, 4)).toEqual([second, third, first]);
    expect(slots.assign(0, 3)).toEqual([first, second, third]);
  });

  it('stay with their rows when the list becomes higher or lower', () => {
    const slots = new RowSlots();
    const before = slots.assign(10, 14);
    expect(slots.assign(10, 16).slice(0, 4)).toEqual(before);
    expect(slots.assign(9, 13).slice(1)).toEqual(before.slice(0, 3));
    expect(slots.assign(11, 13)).toEqual(before.slice(1, 3));
  });

  it('are as many as the most rows that were drawn at once, and no two rows share one', () => {
    const slots = new RowSlots();
    const used = new Set<number>();
    for (const from of [0, 5, 3, 100, 98, 10_000_000, 0]) {
      const now = slots.assign(from, from + 20);
      expect(new Set(now).size).toBe(20);
      for (const slot of now) used.add(slot);
    }
    expect(used.size).toBe(20);
  });
});
