import { markSchema, type Mark } from '../../../../../shared/model/mark.ts';
import type { MarkList } from '../../../../../shared/model/markList.ts';
import { localBytes, type Cell } from './cells.ts';
import { columnTypes, isInteger, isText, rowValues } from './rowValues.ts';

/** A row of `marks`; null for a cell of another table. A mark has no checksum, so that only what cannot be one is left out. */
export function markOf({ payload, rowid }: Cell): Mark | null {
  const bytes = localBytes(payload);
  const types = columnTypes(bytes);
  // Its key is the number of the row, and stored as null.
  if (types?.length !== 5 || types[0] !== 0 || !isInteger(types[1]) || !isText(types[2])) return null;
  const [, to, colour, note, at] = rowValues(bytes) ?? [];
  const parsed = markSchema.safeParse({ from: rowid, to, colour, note, at });
  return parsed.success && parsed.data.to >= rowid ? parsed.data : null;
}

/** Marks in the order of their records; where two overlap, since a page is in the file twice, the first one stays. */
export function inOrder(marks: readonly Mark[]): MarkList {
  const ordered: Mark[] = [];
  for (const mark of marks.toSorted((one, other) => one.from - other.from)) {
    if (mark.from > (ordered.at(-1)?.to ?? 0)) ordered.push(mark);
  }
  return ordered;
}
