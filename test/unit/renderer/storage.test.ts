import { describe, expect, it } from 'vitest';
import {
  formatBudget,
  formatUsed,
  isNearlyFull,
  parseBudget,
  questionToDeleteNotKept,
  questionToShrink,
} from '../../../renderer/state/workspace/storage.ts';
import { defaultBudgetBytes, type Storage } from '../../../shared/model/storage.ts';

const gib = 1024 ** 3;

const storage = (given: Partial<Storage>): Storage => ({
  usedBytes: 0,
  budgetBytes: defaultBudgetBytes,
  unnamedBytes: 0,
  unnamedCount: 0,
  freeBytes: null,
  problem: null,
  ...given,
});

describe('the meter', () => {
  it.each([
    [0, defaultBudgetBytes, '0 of 10\u00a0GiB'],
    [115_000, defaultBudgetBytes, '<0.1 of 10\u00a0GiB'],
    [1.4 * gib, defaultBudgetBytes, '1.4 of 10\u00a0GiB'],
    [1_400_000_000, 10_000_000_000, '1.4 of 10\u00a0GB'],
    [120 * gib, 1024 * gib, '0.1 of 1\u00a0TiB'],
    [20 * 1024 ** 2, 16 * 1024 ** 2, '20 of 16\u00a0MiB'],
  ])('says %d of %d bytes as %s', (usedBytes, budgetBytes, words) => {
    expect(formatUsed(storage({ usedBytes, budgetBytes }))).toBe(words);
  });

  it('warns above nine tenths', () => {
    expect(isNearlyFull(storage({ usedBytes: 9 * gib }))).toBe(false);
    expect(isNearlyFull(storage({ usedBytes: 9.1 * gib }))).toBe(true);
  });
});

describe('a budget that a person writes', () => {
  it.each([
    ['10 GB', 10_000_000_000],
    ['10gib', 10 * gib],
    [' 1.5 GB ', 1_500_000_000],
    ['1,5 GB', 1_500_000_000],
    ['1,500 GB', 1_500_000_000_000],
    ['1,234.5 GB', 1_234_500_000_000],
    ['500MiB', 500 * 1024 ** 2],
    ['2 TB', 2_000_000_000_000],
  ])('may be %s', (text, bytes) => {
    expect(parseBudget(text)).toEqual({ ok: true, value: bytes });
  });

  it.each([
    ['', 'Write it like 10 GB or 500 MiB.'],
    ['10', 'Write it like 10 GB or 500 MiB.'],
    ['1.2.3 GB', 'Write it like 10 GB or 500 MiB.'],
    ['ten GB', 'Write it like 10 GB or 500 MiB.'],
    ['-1 GB', 'Write it like 10 GB or 500 MiB.'],
    ['1 MB', 'At least 16 MiB: hardly any session fits in less.'],
    ['99999999999 TB', 'That is more than any disk has. Write a smaller number.'],
  ])('is answered with a sentence when it is “%s”', (text, problem) => {
    expect(parseBudget(text)).toEqual({ ok: false, problem });
  });

  it('is shown as it was written', () => {
    for (const text of ['10 GiB', '1.5 GB', '500 MiB', '5000 MiB', '16 MiB', '2 TB']) {
      const parsed = parseBudget(text);
      expect(formatBudget(parsed.ok ? parsed.value : 0)).toBe(text);
    }
  });
});

describe('before recordings are deleted', () => {
  it('a person is told how many and how much', () => {
    const given = storage({ unnamedCount: 1234, unnamedBytes: 2_100_000_000 });
    const question = questionToDeleteNotKept(given, () => Promise.resolve());
    expect(question.title).toBe('Delete 1,234 recordings not kept?');
    expect(question.text).toContain('This frees 2.1\u00a0GB');
  });

  it('a smaller budget asks only when something has to go', () => {
    const run = (): Promise<void> => Promise.resolve();
    const given = storage({ usedBytes: 5_000_000_000, unnamedCount: 2, unnamedBytes: 1 });
    expect(questionToShrink(given, 6_000_000_000, run)).toBeNull();
    expect(questionToShrink({ ...given, unnamedCount: 0 }, 1_000_000_000, run)).toBeNull();
    expect(questionToShrink(given, 1_000_000_000, run)?.text).toContain('They use 5.0\u00a0GB now');
  });
});
