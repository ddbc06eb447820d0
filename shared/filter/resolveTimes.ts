import type { Filter, FilterTime, ResolvedFilter } from './ast.ts';
import { utcUs } from './timeValue.ts';

interface TimeContext {
  /** The start of the session, in microseconds since the epoch. */
  readonly startedAt: number;
  /** How far local time is ahead of UTC at an instant (microseconds since the epoch); this machine's zone by default. */
  readonly offsetMinutesAt?: (us: number) => number;
}

const minuteUs = 60_000_000;
const dayUs = 24 * 60 * minuteUs;

/**
 * 6 hours: a time of day up to this long before the session's start still means the day it began on; an earlier one means the next day,
 * because a session that began in the evening continues after midnight.
 */
const largestLeadUs = 6 * 60 * minuteUs;

/** Turns every time of a filter into an instant, in microseconds since the epoch. */
export function resolveTimes(filter: Filter, context: TimeContext): ResolvedFilter {
  switch (filter.node) {
    case 'and':
    case 'or':
      return { ...filter, operands: filter.operands.map((operand) => resolveTimes(operand, context)) };
    case 'not':
      return { ...filter, operand: resolveTimes(filter.operand, context) };
    case 'time':
      return { ...filter, time: resolveTime(filter.time, context) };
    case 'everything':
    case 'direction':
    case 'kind':
    case 'size':
    case 'sequence':
    case 'peer':
    case 'note':
    case 'mark':
    case 'text':
    case 'hex':
    case 'expression':
      return filter;
  }
}

/** One time as an instant, in microseconds since the epoch. */
export function resolveTime(time: FilterTime, context: TimeContext): number {
  const { startedAt, offsetMinutesAt = localOffsetMinutes } = context;
  if (time.kind === 'sinceStart') return startedAt + time.us;
  if (time.kind === 'instant') return time.us;
  const fromLocal = (localUs: number): number => {
    const nearby = localUs - offsetMinutesAt(localUs) * minuteUs;
    return localUs - offsetMinutesAt(nearby) * minuteUs;
  };
  if (time.date) return fromLocal(utcUs(time.date) + time.us);
  const startLocal = startedAt + offsetMinutesAt(startedAt) * minuteUs;
  const midnight = Math.floor(startLocal / dayUs) * dayUs;
  const onFirstDay = midnight + time.us;
  return fromLocal(startLocal - onFirstDay > largestLeadUs ? onFirstDay + dayUs : onFirstDay);
}

function localOffsetMinutes(us: number): number {
  return -new Date(us / 1000).getTimezoneOffset();
}
