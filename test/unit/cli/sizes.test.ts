import { describe, expect, it } from 'vitest';
import { Days } from '../../../electron/cli/days.ts';
import { sizeForm } from '../../../shared/command/optionForms.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';

describe('a size of an option', () => {
  it.each([
    ['500', 500],
    ['64k', 64_000],
    ['64kB', 64_000],
    ['64KiB', 65_536],
    ['64ki', 65_536],
    ['10MB', 10_000_000],
    ['0.5GiB', 536_870_912],
  ])('is what it is in a filter: %s', (text, bytes) => {
    expect(sizeForm.read(text)).toBe(bytes);
    const filter = parseFilter(`size:${text}`);
    expect(filter.ok && filter.value).toMatchObject({ bytes });
  });
});

describe('the dates between records', () => {
  it('are said where the day changes, with the time zone', () => {
    const noon = new Date(2026, 2, 1, 12).getTime();
    const days = new Days(noon);
    expect(days.begins(noon * 1000)).toBe(null);
    expect(days.begins((noon + 11 * 3_600_000) * 1000)).toBe(null);
    expect(days.begins((noon + 13 * 3_600_000) * 1000)).toMatch(/^2026-03-02 \(UTC[+−]\d\d:\d\d\)$/);
    expect(days.begins((noon + 14 * 3_600_000) * 1000)).toBe(null);
    expect(days.begins(noon * 1000)).toMatch(/^2026-03-01 /);
  });
});
