import { patternOf, wantedContents } from '../../../shared/filter/contentSearch.ts';
import { parseFilter } from '../../../shared/filter/parseFilter.ts';
import type { ByteRange } from '../../../shared/model/filteredView.ts';
import type { HexHighlight } from '../../editor/hexGrid/HighlightBoxes.tsx';

/** The length of the shortest text or bytes that a filter looks for; null when that is meaningless, as for an expression. */
export function shortestContent(filter: string): number | null {
  const parsed = parseFilter(filter);
  if (!parsed.ok) return null;
  let shortest: number | null = null;
  for (const term of wantedContents(parsed.value)) {
    if (term.node === 'expression') return null;
    const { length } = patternOf(term).values;
    shortest = Math.min(shortest ?? length, length);
  }
  return shortest;
}

/** Whether a filter looks at the bytes at all. */
export function looksIntoBytes(filter: string): boolean {
  const parsed = parseFilter(filter);
  return parsed.ok && wantedContents(parsed.value).length > 0;
}

/** Marks open ends: a range at the edge of its record that is shorter than anything searched for continues in the record before or after. */
export function withOpenEnds(range: ByteRange, size: number, shortest: number | null): HexHighlight {
  const isPart = shortest !== null && range.to - range.from < shortest;
  return { ...range, opensBefore: isPart && range.from === 0, opensAfter: isPart && range.to === size };
}
