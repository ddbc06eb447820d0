import type { RowRange } from '../../ui/longList/scrollModel.ts';

/** What the timeline's selection looks like to its keys. Sequence numbers are counted from 1, the rows of a range from 0. */
export interface TimelineCursor {
  readonly selected: number | null;
  readonly total: number;
  readonly rowsInView: number;
  readonly visible: RowRange;
  readonly following: boolean;
}

/** The record that a key selects; null for keys that select none. The first arrow selects what is in sight. */
export function selectedByKey(key: string, cursor: TimelineCursor): number | null {
  const { selected, total, rowsInView } = cursor;
  if (total === 0) return null;
  if (key === 'Home') return 1;
  if (key === 'End') return total;
  const distance = distanceOf(key, rowsInView);
  if (distance === null) return null;
  if (selected === null) return cursor.following ? total : Math.min(cursor.visible.first + 1, total);
  return Math.min(Math.max(selected + distance, 1), total);
}

function distanceOf(key: string, rowsInView: number): number | null {
  const page = Math.max(1, rowsInView - 1);
  switch (key) {
    case 'ArrowUp':
      return -1;
    case 'ArrowDown':
      return 1;
    case 'PageUp':
      return -page;
    case 'PageDown':
      return page;
    default:
      return null;
  }
}
