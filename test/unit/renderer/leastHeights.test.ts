import { describe, expect, it } from 'vitest';
import { leastHeights } from '../../../renderer/features/sessionPane/leastHeights.ts';

const all = { inspector: true, peers: true };

describe('the least height of the panes of the records', () => {
  it('is the sum where they stand one below the other, and the higher one where they stand side by side', () => {
    const beside = leastHeights(all, false);
    expect(beside.records).toBe(Math.max(beside.timeline, beside.inspector));
    const stacked = leastHeights(all, true);
    expect(stacked.records).toBe(stacked.timeline + 1 + stacked.inspector);
  });

  it('counts only the panes that are there', () => {
    const { timeline, records } = leastHeights({}, true);
    expect(records).toBe(timeline);
    expect(leastHeights({ inspector: true }, true).inspector).toBeLessThan(leastHeights(all, true).inspector);
  });
});
