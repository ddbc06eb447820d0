import { describe, expect, it } from 'vitest';
import { timeTerms, withoutTerms, withTerm } from '../../../shared/filter/withTerm.ts';

describe('a filter that a click adds to', () => {
  it.each([
    ['', 'peer:3', 'peer:3'],
    ['PING', 'peer:3', 'PING peer:3'],
    ['peer:1 PING', 'peer:3', 'PING peer:3'],
    ['peer:1', 'peer:3', 'peer:3'],
    ['peer:1 and  size > 1k', 'peer:3', 'size > 1k peer:3'],
    ['a and b', 'peer:3', 'a and b peer:3'],
    ['a or b', 'peer:3', '(a or b) peer:3'],
    ['(a or b)', 'peer:3', '(a or b) peer:3'],
    ['(a) or (b)', 'peer:3', '((a) or (b)) peer:3'],
    ['(a or b) peer:1', 'peer:3', '(a or b) peer:3'],
    ['not peer:1', 'peer:3', 'not peer:1 peer:3'],
    ['after:1s before:2s PING', 'after:3s before:4s', 'PING after:3s before:4s'],
    ['(peer:1 or after:1s) PING', 'after:3s before:4s', '(peer:1 or after:1s) PING after:3s before:4s'],
    ['PING', 'a or b', 'PING (a or b)'],
    ['size>', 'peer:3', 'size> peer:3'],
    [' PING ', '', ' PING '],
  ])('%j with %j becomes %j', (text, term, expected) => {
    expect(withTerm(text, term)).toBe(expected);
  });

  it.each([
    ['after:1s before:2s PING', 'PING'],
    ['after:1s', ''],
    ['a or after:1s', 'a or after:1s'],
    ['PING  and x', 'PING  and x'],
    ['size> after:1s', 'size> after:1s'],
  ])('%j without its times is %j', (text, expected) => {
    expect(withoutTerms(text, ['after', 'before'])).toBe(expected);
  });

  it('says a stretch of time from the start on', () => {
    expect(timeTerms(12_500_000, 90_000_001, 1_000_000)).toBe('after:11.5s before:89.000001s');
    expect(timeTerms(500_000, 2_000_000, 1_000_000)).toBe('after:0s before:1s');
  });
});
