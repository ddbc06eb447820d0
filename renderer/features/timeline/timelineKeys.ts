import type { SelectionWay } from '../../state/records/selection.ts';
import { isModHeld } from '../../ui/keys.ts';
import type { RowRange } from '../../ui/longList/scrollModel.ts';

/** The timeline's state that its keys need: rows by their index in the list, `end` exclusive. */
export interface TimelineCursor {
  readonly current: number | null;
  /** The row behind the place of a current one that is not listed. */
  readonly beside: number | null;
  readonly begin: number;
  readonly end: number;
  readonly rowsInView: number;
  readonly visible: RowRange;
  readonly following: boolean;
}

/** What a key does to the selection. */
type SelectionStep =
  | { readonly kind: 'go'; readonly index: number; readonly way: SelectionWay }
  | { readonly kind: 'all' }
  | { readonly kind: 'current' };

type Modifiers = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** A pointer on a row: with Shift it selects a stretch, with Ctrl (or Command) it adds one more. */
export function wayOfPress(event: Modifiers): SelectionWay {
  if (event.shiftKey) return isModHeld(event) ? 'more' : 'stretch';
  return isModHeld(event) ? 'toggle' : 'only';
}

/** What a key does to the selection; null for other keys. */
export function stepOfKey(
  event: Modifiers & Pick<KeyboardEvent, 'key' | 'altKey'>,
  cursor: TimelineCursor,
): SelectionStep | null {
  if (event.altKey) return null;
  const { key, shiftKey } = event;
  const command = isModHeld(event);
  if (key === ' ') {
    const way = shiftKey ? wayOfPress(event) : 'toggle';
    return cursor.current === null ? null : { kind: 'go', index: cursor.current, way };
  }
  if (command && !shiftKey && key.toLowerCase() === 'a') return { kind: 'all' };
  if (!command && !shiftKey && key === 'Escape') return { kind: 'current' };
  const index = rowOfKey(key, cursor);
  // An arrow with Ctrl goes on without a change, so that Space can add what is farther away.
  const way = command && !shiftKey ? 'none' : wayOfPress(event);
  return index === null ? null : { kind: 'go', index, way };
}

/** The row that a key goes to; null for keys that go to none. The first arrow goes to a visible row. */
function rowOfKey(key: string, cursor: TimelineCursor): number | null {
  const { current, beside, begin, end, rowsInView, visible } = cursor;
  const last = end - 1;
  if (last < begin) return null;
  if (key === 'Home') return begin;
  if (key === 'End') return last;
  const distance = distanceOf(key, rowsInView);
  if (distance === null) return null;
  if (current === null && beside !== null)
    return Math.min(Math.max(distance < 0 ? beside - 1 : beside, begin), last);
  if (current === null) return cursor.following ? last : Math.min(Math.max(visible.first, begin), last);
  return Math.min(Math.max(current + distance, begin), last);
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
