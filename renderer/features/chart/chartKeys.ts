/** 10 buckets: 30 px, a visible step that does not lose the place. */
const largeStep = 10;

/** A position in the chart, in buckets: the cursor, and where a selection up to it began. */
export interface ChartPlace {
  readonly cursor: number | null;
  readonly anchor: number | null;
}

export const nowhere: ChartPlace = { cursor: null, anchor: null };

/** `apply` applies the selection, or goes to the cursor; `clear` removes the selection, then the applied stretch. */
type ChartKeyEffect = ChartPlace | 'apply' | 'clear';

/** What a key does in a chart of `count` buckets; null for a key that it does not handle. */
export function effectOfKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  place: ChartPlace,
  count: number,
): ChartKeyEffect | null {
  if (key === 'Escape') return 'clear';
  if (count === 0) return null;
  if (key === 'Enter') return place.cursor === null ? null : 'apply';
  const last = count - 1;
  // The first key shows the cursor at the end, where people look for news.
  const from = place.cursor ?? last;
  const target = targetOf(key, place.cursor === null && key === 'ArrowLeft' ? from + 1 : from, last);
  if (target === null) return null;
  const cursor = Math.max(0, Math.min(last, target));
  return { cursor, anchor: shiftKey ? (place.anchor ?? Math.min(from, last)) : null };
}

function targetOf(key: string, from: number, last: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return from - 1;
    case 'ArrowRight':
      return from + 1;
    case 'PageUp':
      return from - largeStep;
    case 'PageDown':
      return from + largeStep;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
