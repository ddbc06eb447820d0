import { formatCount } from '../../../shared/base/quantity.ts';
import { formatClock } from '../../../shared/base/time.ts';
import type { TimeReference } from '../records/recordView.ts';
import type { TimeFormat } from './tableLayout.ts';

/** The last digit that is shown. */
type Precision = Exclude<TimeFormat['precision'], 'auto'>;

/** How the times of a table are told. Times in microseconds since the epoch. */
export interface ShownTimes {
  readonly basis: TimeFormat['basis'];
  readonly precision: Precision;
  /** That of the time since the record above. */
  readonly deltas: Precision;
  /** When the session began. */
  readonly startedAt: number;
  /** True where the times of day would not be told apart without their dates. */
  readonly withDate: boolean;
  /** The record from which times are counted, instead of what they are otherwise. */
  readonly reference: TimeReference | null;
}

/** Digits after the second. */
const digitsOf: Readonly<Record<Precision, number>> = { us: 6, ms: 3, s: 0 };

/** `9,999`: two and three quarter hours, before a time since the start takes more room. */
const leastWholeDigits = 5;

/** To which digit times are told, where there is room for microseconds or not; the short times since the record above have it. */
export function precisionOf(
  chosen: TimeFormat['precision'],
  hasRoom: boolean,
): Pick<ShownTimes, 'precision' | 'deltas'> {
  if (chosen !== 'auto') return { precision: chosen, deltas: chosen };
  return { precision: hasRoom ? 'us' : 'ms', deltas: 'us' };
}

/** The time of a record, in the table's words; `previousAt` is that of the row above. */
export function timeText(at: number, previousAt: number | undefined, times: ShownTimes): string {
  if (times.reference) return secondsText(at - times.reference.at, times.precision);
  switch (times.basis) {
    case 'local':
    case 'utc':
      return formatClock(at, {
        zone: times.basis,
        digits: digitsOf[times.precision],
        withDate: times.withDate,
      });
    case 'start':
      return secondsText(at - times.startedAt, times.precision);
    case 'previous':
      return previousAt === undefined ? '' : secondsText(at - previousAt, times.precision);
  }
}

/** `12.004211`: seconds, cut off after the digits that are shown, as a clock is. */
export function secondsText(us: number, precision: Precision): string {
  const size = Math.abs(us);
  const digits = digitsOf[precision];
  const whole = formatCount(Math.floor(size / 1_000_000));
  const part = String(size % 1_000_000)
    .padStart(6, '0')
    .slice(0, digits);
  const text = digits === 0 ? whole : `${whole}.${part}`;
  return us < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text;
}

/**
 * `0.419`: the time since the row above, in milliseconds below a second, so that one below the other they can be compared; what took longer
 * has a unit. Seven characters at most, if it is less than 1,000 hours.
 */
export function deltaText(us: number, precision: Precision): string {
  const size = Math.abs(us);
  const sign = us < 0 ? '\u2212' : '';
  const inUnit = (unitUs: number, digits: number): string =>
    (Math.floor((size * 10 ** digits) / unitUs) / 10 ** digits).toFixed(digits);
  if (size < 1_000_000) return sign + inUnit(1000, precision === 'us' ? 3 : 0);
  if (size < 10_000_000) return `${sign}${inUnit(1_000_000, 3)} s`;
  if (size < 60_000_000) return `${sign}${inUnit(1_000_000, 2)} s`;
  if (size < 600_000_000) return `${sign}${inUnit(60_000_000, 1)} min`;
  if (size < 3_600_000_000) return `${sign}${inUnit(60_000_000, 0)} min`;
  return `${sign}${formatCount(Math.floor(size / 3_600_000_000))} h`;
}

/** How many characters the times take, up to one that long after the start. */
export function timeCharacters(times: ShownTimes, longestUs: number): number {
  const digits = digitsOf[times.precision];
  const part = digits === 0 ? 0 : digits + 1;
  if (isOfDay(times)) return (times.withDate ? 19 : 8) + part;
  const sign = times.reference ? 1 : 0;
  const whole = formatCount(Math.floor(longestUs / 1_000_000)).length;
  return Math.max(leastWholeDigits, whole) + part + sign;
}

/** Whether the times are those of a clock, and not how long after something. */
export function isOfDay({ basis, reference }: Pick<ShownTimes, 'basis' | 'reference'>): boolean {
  return reference === null && (basis === 'local' || basis === 'utc');
}
