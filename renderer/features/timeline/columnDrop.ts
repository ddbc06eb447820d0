import type { ColumnId } from '../../state/window/tableColumns.ts';
import type { RowDrop } from '../../ui/useRowDrag.ts';

/** Where a column goes that is dropped on another one, at `share` of its width: the column whose place it takes; null where it would stay. */
export function dropOnColumn(
  shown: readonly ColumnId[],
  dragged: ColumnId,
  place: number | undefined,
  share: number,
): RowDrop<ColumnId> | null {
  const from = shown.indexOf(dragged);
  if (place === undefined || from === -1) return null;
  const edge = share < 0.5 ? 'before' : 'after';
  // Before which column it would stand, counted while it is still in its place.
  const before = edge === 'before' ? place : place + 1;
  if (before === from || before === from + 1) return null;
  const to = shown[before > from ? before - 1 : before];
  return to === undefined ? null : { place: to, row: place, edge };
}
