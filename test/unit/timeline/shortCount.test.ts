import { expect, it } from 'vitest';
import { shortCount } from '../../../renderer/features/timeline/shortCount.ts';

it.each([
  [0, '0'],
  [9_999, '9,999'],
  [10_000, '10k'],
  [999_999, '999k'],
  [1_000_000, '1M'],
  [2_999_999, '2M'],
  [1_234_000_000, '1,234M'],
])('%i new rows are %s, and never more than there are', (count, text) => {
  expect(shortCount(count)).toBe(text);
});
