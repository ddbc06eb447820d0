import type { Filter } from '../../../shared/filter/ast.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import { resolveTime } from '../../../shared/filter/resolveTimes.ts';
import { timeTerms, withoutTerms, withTerm } from '../../../shared/filter/withTerm.ts';
import type { TimeStretch } from './traffic.ts';

/** The filter with a stretch selected in a chart, or with none. */
export function withStretch(text: string, stretch: TimeStretch | null, startedAt: number): string {
  return stretch === null
    ? withoutTerms(text, ['after', 'before'])
    : withTerm(text, timeTerms(stretch.from, stretch.to, startedAt));
}

/** The stretch of time that the whole filter is limited to; null when it does not have both ends. */
export function stretchIn(text: string, startedAt: number): TimeStretch | null {
  const parsed = parseFilter(text);
  if (!parsed.ok) return null;
  const operands = parsed.value.node === 'and' ? parsed.value.operands : [parsed.value];
  const timeOf = (side: 'after' | 'before'): number | null => {
    const time = operands.find((operand) => isTime(operand, side));
    return time?.node === 'time' ? resolveTime(time.time, { startedAt }) : null;
  };
  const from = timeOf('after');
  const to = timeOf('before');
  return from === null || to === null || to <= from ? null : { from, to };
}

function isTime(filter: Filter, side: 'after' | 'before'): boolean {
  return filter.node === 'time' && filter.side === side;
}
