import { describe, expect, it } from 'vitest';
import { countedInWords, formatCounted, plural } from '../../../shared/base/quantity.ts';

describe('a number and what it counts', () => {
  it('is one of it, or any other number of them', () => {
    expect([0, 1, 2, 12_304].map((count) => formatCounted(count, 'chunk'))).toEqual([
      '0 chunks',
      '1 chunk',
      '2 chunks',
      '12,304 chunks',
    ]);
  });

  it('has a plural of its own where an s is not all', () => {
    expect(formatCounted(1, 'match', 'matches')).toBe('1 match');
    expect(formatCounted(3, 'match', 'matches')).toBe('3 matches');
    expect([1, 2].map((count) => plural(count, 'was', 'were'))).toEqual(['was', 'were']);
  });

  it('is one as a word within a sentence', () => {
    expect(countedInWords(1, 'client')).toBe('one client');
    expect(countedInWords(2000, 'client')).toBe('2,000 clients');
  });
});
