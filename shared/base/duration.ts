import { fail, ok, type Result } from './result.ts';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads `250ms`, `1.5s`, `2m`, `1h`, or a bare number of seconds; returns milliseconds. */
export function parseDuration(text: string): Result<number, string> {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  if (!match) return fail(`“${text}” is not a duration. Write it like 250ms, 1.5s, 2m or 1h.`);
  return ok(Number(match[1]) * (unitMs[match[2] ?? 's'] ?? 1000));
}
