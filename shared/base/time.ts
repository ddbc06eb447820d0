import { formatCount, type Quantity } from './quantity.ts';

/** `14:02:11.004211`, in local time; `us` in microseconds since the epoch. */
export function formatTimeOfDay(us: number): string {
  const date = new Date(Math.floor(us / 1000));
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
  return `${clock}.${microsecondDigits(us)}`;
}

/** `2026-03-01T13:02:11.004211Z`: ISO 8601 in UTC; `us` in microseconds since the epoch. */
export function formatIsoTime(us: number): string {
  return `${new Date(Math.floor(us / 1000)).toISOString().slice(0, 19)}.${microsecondDigits(us)}Z`;
}

/** The six digits after the second. */
function microsecondDigits(us: number): string {
  const second = 1_000_000;
  return String(((us % second) + second) % second).padStart(6, '0');
}

/**
 * The time between two records: milliseconds with three decimals below a second (`+0.419 ms`), then seconds, minutes and hours, always with
 * a sign.
 */
export function measureDelta(us: number): Quantity {
  const sign = us < 0 ? '\u2212' : '+';
  const size = Math.abs(us);
  if (size < 1_000_000) return { value: sign + (size / 1000).toFixed(3), unit: 'ms' };
  if (size < 60_000_000) return { value: sign + (size / 1_000_000).toFixed(3), unit: 's' };
  if (size < 3_600_000_000) return { value: sign + (size / 60_000_000).toFixed(1), unit: 'min' };
  return { value: sign + withCommas(size / 3_600_000_000), unit: 'h' };
}

/** How long something has been running, in whole seconds: `00:12`, `07:30`, `1:02:03`. Negative values count as zero. */
export function formatElapsed(us: number): string {
  const seconds = Math.max(0, Math.floor(us / 1_000_000));
  const clock = `${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  return hours === 0 ? clock : `${formatCount(hours)}:${clock}`;
}

function withCommas(value: number): string {
  const [whole = '0', decimals = '0'] = value.toFixed(1).split('.');
  return `${formatCount(Number(whole))}.${decimals}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
