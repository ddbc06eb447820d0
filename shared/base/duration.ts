import { fail, ok, type Result } from './result.ts';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The same with a unit always: where people think in milliseconds, a bare number of seconds is a thousand times what was meant. */
export function parseInterval(text: string): Result<number, string> {
  const bare = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(bare)) return fail(`${bare} has no unit. Write ${bare}ms or ${bare}s.`);
  return parseDuration(text);
}

/** As it would be typed, with the largest unit that needs no fraction: `250ms`, `50s`, `2m`. */
export function formatInterval(ms: number): string {
  const units = Object.entries(unitMs).toReversed();
  const [unit, size] = units.find((each) => ms % each[1] === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

/** Reads `250ms`, `1.5s`, `2m`, `1h`, or a bare number of seconds; returns milliseconds. */
export function parseDuration(text: string): Result<number, string> {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  if (!match) return fail(`“${text}” is not a duration. Write it like 250ms, 1.5s, 2m or 1h.`);
  return ok(Number(match[1]) * (unitMs[match[2] ?? 's'] ?? 1000));
}
