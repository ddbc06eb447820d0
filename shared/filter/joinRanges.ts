import type { ByteRange } from '../model/filteredView.ts';

/** Sorts ranges and joins those that overlap; ranges that only touch stay separate. */
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
