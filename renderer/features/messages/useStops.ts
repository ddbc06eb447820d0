import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { MessageId } from '../../../shared/model/ids.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { rowOfKey } from '../../ui/longList/rowKeys.ts';
import { keyOf, unnamedKey, type ListRow } from './messageRows.ts';

/** The rows that the keys stop at: all but the names of groups. */
export interface Stops {
  /** The row that the keys are on. */
  readonly place: number;
  readonly count: number;
  /** Puts the keys on a row, and the row in view. */
  readonly focusOn: (place: number) => void;
  /** From one stop to another; null for a key that does not move. */
  readonly afterKey: (key: string, rowsInView: number) => number | null;
}

/** The keys stay on their message, wherever it goes; when it is deleted, they are on its neighbour. */
export function useStops(
  rows: readonly ListRow[],
  shown: MessageId | null,
  list: RefObject<LongListHandle | null>,
): Stops {
  const [focused, setFocused] = useState<{ readonly key: string; readonly at: number } | null>(null);
  const places = useMemo(() => rows.flatMap((row, place) => (row.kind === 'group' ? [] : [place])), [rows]);
  const placeOfKey = useMemo(
    () => new Map(rows.flatMap((row, place) => (row.kind === 'group' ? [] : [[keyOf(row), place]]))),
    [rows],
  );
  useRevealed(shown === null ? undefined : placeOfKey.get(shown), shown, list);
  const neighbour = places[Math.min(focused?.at ?? 0, places.length - 1)];
  const place = placeOfKey.get(focused?.key ?? shown ?? unnamedKey) ?? neighbour ?? 0;
  return {
    place,
    count: places.length,
    focusOn: (at) => {
      const row = rows[at];
      if (row) setFocused({ key: keyOf(row), at: stopOf(row) });
      list.current?.reveal(at);
    },
    afterKey: (key, rowsInView) =>
      places[rowOfKey(key, stopOf(rows[place]), places.length, rowsInView) ?? -1] ?? null,
  };
}

/** A message that is opened, or gets its name, comes into view, once: afterwards people scroll. */
function useRevealed(
  place: number | undefined,
  shown: MessageId | null,
  list: RefObject<LongListHandle | null>,
): void {
  const revealed = useRef(shown);
  useEffect(() => {
    if (shown === revealed.current || (shown !== null && place === undefined)) return;
    revealed.current = shown;
    if (place !== undefined) list.current?.reveal(place);
  }, [shown, place, list]);
}

/** Its place among the stops, from 0; -1 where it is none. */
function stopOf(row: ListRow | undefined): number {
  return row === undefined || row.kind === 'group' ? -1 : row.position - 1;
}
