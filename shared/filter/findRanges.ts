import { largestRangeCount, type ByteRange } from '../model/filteredView.ts';
import type { Filter } from './ast.ts';
import { createContentSearch, wantedContents } from './contentSearch.ts';

/**
 * Where the contents that a filter looks for are in these bytes, whether or not the rest of the filter holds; contents under `not` are not
 * among them. In order, without overlaps, at most `most`.
 */
export function findRanges<Time>(
  filter: Filter<Time>,
  bytes: Uint8Array,
  most = largestRangeCount,
): ByteRange[] {
  const found = wantedContents(filter).map((term) => createContentSearch(term).ranges(bytes, most));
  return joinRanges(found.flat(), most);
}

/** Sorts ranges and joins those that overlap; ranges that only touch stay two. */
export function joinRanges(ranges: readonly ByteRange[], most: number): ByteRange[] {
  const joined: ByteRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && range.from < last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else if (joined.length === most) break;
    else joined.push(range);
  }
  return joined;
}
