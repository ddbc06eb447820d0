import { fail, ok, type Result } from '../base/result.ts';
import { formatIsoTime } from '../base/time.ts';
import type { FilterTime, LocalDate } from './ast.ts';

const second = 1_000_000;
const unitUs: ReadonlyMap<string, number> = new Map([
  ['us', 1],
  ['µs', 1],
  ['ms', 1000],
  ['', second],
  ['s', second],
  ['m', 60 * second],
  ['min', 60 * second],
  ['h', 3600 * second],
]);

const example = 'Write it like 12.5s or 1m30s after the start, 14:02:11.5, or 2026-03-01T14:02:11Z.';

/**
 * Reads a point in time, to the microsecond.
 *
 * - since the session's start: `12.5s`, `250ms`, `1m30s`, `1h`, or a number of seconds
 * - a time of day as the timeline shows it, local: `14:02`, `14:02:11.5`
 * - a date and time (ISO 8601): local without a zone, `2026-03-01`, `2026-03-01T14:02:11`; or with one, `…Z`, `…+02:00`
 */
export function parseTime(text: string): Result<FilterTime, string> {
  if (/^[\d.]+(?:[a-zµ]|$)/i.test(text)) return parseSinceStart(text);
  const match =
    /^(?:(\d{4})-(\d\d)-(\d\d)(?:[T ]|$))?(?:(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(
      text,
    );
  if (!match || text === '') return fail(`“${text}” is not a time. ${example}`);
  const [, year, month, day, hour, minute, seconds, zone] = match;
  if (hour === undefined && (year === undefined || zone !== undefined || /[T ]$/i.test(text))) {
    return fail(`A time of day is missing in “${text}”. ${example}`);
  }
  const us = timeOfDay(Number(hour ?? 0), Number(minute ?? 0), Number(seconds ?? 0));
  if (us === undefined) return fail('A time of day goes from 00:00 to 23:59:59.999999.');
  if (year === undefined) {
    return zone === undefined
      ? ok({ kind: 'local', date: null, us })
      : fail(`A zone is allowed only after a date and a time, as in 2026-03-01T14:02:11${zone}.`);
  }
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (!isDate(date)) return fail(`There is no ${year}-${month}-${day} in the calendar.`);
  if (zone === undefined) return ok({ kind: 'local', date, us });
  const zoneMinutes = parseZone(zone);
  return zoneMinutes === undefined
    ? fail('A zone goes from -23:59 to +23:59, or is Z.')
    : ok({ kind: 'instant', us: utcUs(date) + us - zoneMinutes * 60 * second });
}

function parseSinceStart(text: string): Result<FilterTime, string> {
  if (!/^(?:\d+(?:\.\d+)?[a-zµ]+)*(?:\d+(?:\.\d+)?[a-zµ]*)$/i.test(text)) {
    return fail(`“${text}” is not a time. ${example}`);
  }
  let us = 0;
  for (const [, value, unit = ''] of text.matchAll(/([\d.]+)([a-zµ]*)/gi)) {
    const scale = unitUs.get(unit.toLowerCase());
    if (scale === undefined) return fail(`There is no unit “${unit}”. Use us, ms, s, m and h, as in 1m30s.`);
    us += Math.round(Number(value) * scale);
  }
  if (!Number.isSafeInteger(us)) return fail('No session is that long. Write a shorter time.');
  return ok({ kind: 'sinceStart', us });
}

function timeOfDay(hour: number, minute: number, seconds: number): number | undefined {
  const us = Math.floor(seconds * second + 0.001);
  return hour > 23 || minute > 59 || us >= 60 * second ? undefined : (hour * 60 + minute) * 60 * second + us;
}

function parseZone(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function isDate(date: LocalDate): boolean {
  return new Date(utcUs(date) / 1000).toISOString().slice(0, 10) === formatDate(date);
}

/** Midnight of a date in UTC, in microseconds since the epoch. */
export function utcUs({ year, month, day }: LocalDate): number {
  return Date.UTC(year, month - 1, day) * 1000;
}

function formatDate({ year, month, day }: LocalDate): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** A text that `parseTime` reads back into the same time. */
export function formatTime(time: FilterTime): string {
  switch (time.kind) {
    case 'sinceStart':
      return formatSinceStart(time.us);
    case 'instant':
      return formatIsoTime(time.us);
    case 'local':
      return `${time.date ? `${formatDate(time.date)}T` : ''}${formatTimeOfDay(time.us)}`;
  }
}

/** Seconds, without zeros at the end: `12.5s`. */
function formatSinceStart(us: number): string {
  return `${Math.floor(us / second)}${formatFraction(us)}s`;
}

function formatTimeOfDay(us: number): string {
  const seconds = Math.floor(us / second);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits);
  return `${clock.join(':')}${formatFraction(us)}`;
}

function formatFraction(us: number): string {
  const digits = String(us % second)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return digits === '' ? '' : `.${digits}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
