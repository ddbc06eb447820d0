import { formatCount, type Quantity } from './quantity.ts';

/** How a time of day is written; `digits` after the second, of six. */
interface ClockFormat {
  readonly zone: 'local' | 'utc';
  readonly digits: number;
  readonly withDate: boolean;
}

/** `14:02:11.004211`, in local time; `us` in microseconds since the epoch. */
export function formatTimeOfDay(us: number): string {
  return formatClock(us, { zone: 'local', digits: 6, withDate: false });
}

/** `14:02:11.004` or `2026-03-01 14:02:11.004`, cut off after its digits as a clock is; `us` in microseconds since the epoch. */
export function formatClock(us: number, { zone, digits, withDate }: ClockFormat): string {
  const date = new Date(Math.floor(us / 1000));
  const isLocal = zone === 'local';
  const clock = (
    isLocal
      ? [date.getHours(), date.getMinutes(), date.getSeconds()]
      : [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
  )
    .map(twoDigits)
    .join(':');
  const time = digits === 0 ? clock : `${clock}.${microsecondDigits(us).slice(0, digits)}`;
  return withDate ? `${dateOf(date, isLocal)} ${time}` : time;
}

/** `2026-03-01`. */
function dateOf(date: Date, isLocal: boolean): string {
  if (!isLocal) return date.toISOString().slice(0, 10);
  return [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
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

/** `0.42 ms`, `12.3 ms`, `250 ms`, `10.0 s`: as exact as is useful; `us` in microseconds. */
export function measureDuration(us: number): Quantity {
  const ms = us / 1000;
  if (ms < 10) return { value: ms.toFixed(2), unit: 'ms' };
  if (ms < 100) return { value: ms.toFixed(1), unit: 'ms' };
  if (ms < 10_000) return { value: formatCount(Math.round(ms)), unit: 'ms' };
  return { value: (ms / 1000).toFixed(1), unit: 's' };
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
