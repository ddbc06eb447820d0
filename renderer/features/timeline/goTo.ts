import { quoted } from '../../../shared/bytes/visibleText.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import { formatTimeOfDay, measureDelta } from '../../../shared/base/time.ts';
import { resolveTime } from '../../../shared/filter/resolveTimes.ts';
import { parseWholeNumber } from '../../../shared/base/sizeValue.ts';
import { parseTime } from '../../../shared/filter/timeValue.ts';
import type { Place } from '../../state/records/places.ts';

/** A typed place, and how it was understood, in words. */
interface UnderstoodPlace {
  readonly place: Place;
  readonly words: string;
}

interface GoToContext {
  /** When the session began, in microseconds since the epoch. */
  readonly startedAt: number;
  readonly isFiltered: boolean;
}

/** Reads `1234` or `#1,234`, `12.5s` since the start, `14:02:11.5`, `50%`, `end`. Surrounding white space does not matter. */
export function parseGoTo(text: string, context: GoToContext): Result<UnderstoodPlace, string> {
  const typed = text.trim();
  if (/^end$/i.test(typed)) return ok({ place: { kind: 'end' }, words: `The last ${rowOf(context)}.` });
  if (/^start$/i.test(typed))
    return ok({ place: { kind: 'share', share: 0 }, words: `The first ${rowOf(context)}.` });
  if (typed.endsWith('%')) return parseShare(typed.slice(0, -1).trim(), context);
  if (typed.startsWith('#') || /^[\d,]+$/.test(typed))
    return parseNumber(typed.replace(/^#\s*/, ''), context);
  return parseTimePlace(typed, context);
}

function parseShare(digits: string, context: GoToContext): Result<UnderstoodPlace, string> {
  const percent = /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(percent <= 100)) return fail('A percentage is between 0% and 100%.');
  return ok({
    place: { kind: 'share', share: percent / 100 },
    words: `${digits}% of the way through the ${context.isFiltered ? 'matches' : 'records'}.`,
  });
}

function parseNumber(digits: string, { isFiltered }: GoToContext): Result<UnderstoodPlace, string> {
  const seq = parseWholeNumber(digits, 1);
  if (seq === undefined) return fail('A record number is a whole number from 1 up, such as 1234 or #1234.');
  const words = `Record ${formatCount(seq)}${isFiltered ? ', or the nearest match' : ''}.`;
  return ok({ place: { kind: 'number', seq }, words });
}

function parseTimePlace(typed: string, context: GoToContext): Result<UnderstoodPlace, string> {
  const parsed = parseTime(typed);
  if (!parsed.ok)
    return fail(/^\d/.test(typed) ? parsed.problem : `${quoted(typed)} is not a place. ${examples}`);
  const us = resolveTime(parsed.value, { startedAt: context.startedAt });
  const { value, unit } = measureDelta(us - context.startedAt);
  return ok({
    place: { kind: 'time', us },
    words: `The first ${rowOf(context)} from ${formatTimeOfDay(us)} on (${value} ${unit} from the start).`,
  });
}

/** Examples of what to type. */
export const examples = 'A number (1234), a time from the start (12.5s) or of day (14:02:11.5), 50%, or end.';

function rowOf({ isFiltered }: GoToContext): string {
  return isFiltered ? 'match' : 'record';
}
