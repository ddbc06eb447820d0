import type { RowRange } from '../../ui/longList/scrollModel.ts';

/** The timeline's state that its keys need: rows by their index in the list, `end` exclusive. */
export interface TimelineCursor {
  readonly selected: number | null;
  readonly begin: number;
  readonly end: number;
  readonly rowsInView: number;
  readonly visible: RowRange;
  readonly following: boolean;
}

/** The row that a key selects; null for keys that select none. The first arrow selects a visible row. */
export function selectedByKey(key: string, cursor: TimelineCursor): number | null {
  const { selected, begin, end, rowsInView, visible } = cursor;
  const last = end - 1;
  if (last < begin) return null;
  if (key === 'Home') return begin;
  if (key === 'End') return last;
  const distance = distanceOf(key, rowsInView);
  if (distance === null) return null;
  if (selected === null) return cursor.following ? last : Math.min(Math.max(visible.first, begin), last);
  return Math.min(Math.max(selected + distance, begin), last);
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
