import { fail, ok, type Result } from './result.ts';

/** Decimal units as the window shows them (SI: 1 kB is 1000 bytes), and the binary ones of IEC 80000-13. */
const unitBytes: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['k', 1000],
  ['kb', 1000],
  ['m', 1000 ** 2],
  ['mb', 1000 ** 2],
  ['g', 1000 ** 3],
  ['gb', 1000 ** 3],
  ['ki', 1024],
  ['kib', 1024],
  ['mi', 1024 ** 2],
  ['mib', 1024 ** 2],
  ['gi', 1024 ** 3],
  ['gib', 1024 ** 3],
]);

const example = 'Write it like 1200, 1.5k (1,500 bytes), 64KiB (65,536 bytes) or 2MB.';

/**
 * Reads a size in bytes: a number, with or without the commas that the window shows, and a unit in any case. `b`, `k kb`, `m mb`, `g gb`
 * count in thousands, `ki kib`, `mi mib`, `gi gib` in 1,024. A fraction of a byte is rounded.
 */
export function parseSize(text: string): Result<number, string> {
  const [, digits = '', fraction = '', unit = ''] =
    /^(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?\s*([a-z]*)$/i.exec(text) ?? [];
  const scale = unitBytes.get(unit.toLowerCase());
  if (digits === '' || scale === undefined) return fail(`“${text}” is not a size. ${example}`);
  if (fraction !== '' && scale === 1) return fail(`A size is a whole number of bytes. ${example}`);
  const bytes = Math.round(Number(digits.replaceAll(',', '') + fraction) * scale);
  return Number.isSafeInteger(bytes) ? ok(bytes) : fail('No record is that large. Write a smaller size.');
}

/** Reads a whole number of at least `least`, with or without commas; undefined for anything else. */
export function parseWholeNumber(text: string, least: number): number | undefined {
  if (!/^(?:\d+|\d{1,3}(?:,\d{3})+)$/.test(text)) return undefined;
  const value = Number(text.replaceAll(',', ''));
  return Number.isSafeInteger(value) && value >= least ? value : undefined;
}
