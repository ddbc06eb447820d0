import type { ValuePlace } from './valueRows.ts';

interface ValueCursor extends ValuePlace {
  readonly rowCount: number;
  readonly rowsInView: number;
}

/** Where an arrow, a page or an end leads among the values; null for other keys. */
export function placeAfterKey(
  key: string,
  { row, column, rowCount, rowsInView }: ValueCursor,
): ValuePlace | null {
  const page = Math.max(1, rowsInView - 1);
  const go = (rows: number): ValuePlace => ({
    row: Math.min(Math.max(row + rows, 0), rowCount - 1),
    column,
  });
  switch (key) {
    case 'ArrowUp':
      return go(-1);
    case 'ArrowDown':
      return go(1);
    case 'PageUp':
      return go(-page);
    case 'PageDown':
      return go(page);
    case 'Home':
      return go(-rowCount);
    case 'End':
      return go(rowCount);
    case 'ArrowLeft':
      return { row, column: 0 };
    case 'ArrowRight':
      return { row, column: 1 };
    default:
      return null;
  }
}
