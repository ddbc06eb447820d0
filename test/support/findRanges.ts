import type { Filter } from '../../shared/filter/ast.ts';
import { createContentSearch, wantedContents } from '../../shared/filter/contentSearch.ts';
import { joinRanges } from '../../shared/filter/joinRanges.ts';
import { largestRangeCount, type ByteRange } from '../../shared/model/filteredView.ts';

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
