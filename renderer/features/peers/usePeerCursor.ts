import { useState, type RefObject } from 'react';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { rowOfKey } from '../../ui/longList/rowKeys.ts';
import { isStop, keyOfRow, placeOfCursor, type PeerListRow } from './peerRows.ts';

/** The row that the keys are on. */
export interface PeerCursor {
  readonly place: number;
  /** Puts the keys on a row, and the row in view. */
  readonly moveTo: (place: number) => void;
  /** From one stop to another; null for a key that does not move. */
  readonly afterKey: (key: string, rowsInView: number) => number | null;
}

/** The keys stay on their peer, wherever it goes; where it is folded away, they are on its neighbour. */
export function usePeerCursor(
  rows: readonly PeerListRow[],
  list: RefObject<LongListHandle | null>,
  onMoved: (row: PeerListRow) => void,
): PeerCursor {
  const [cursor, setCursor] = useState<{ readonly key: string; readonly at: number } | null>(null);
  const place = placeOfCursor(rows, cursor);
  return {
    place,
    moveTo(at) {
      const row = rows[at];
      if (row === undefined || !isStop(row)) return;
      setCursor({ key: keyOfRow(row), at });
      list.current?.reveal(at);
      onMoved(row);
    },
    afterKey(key, rowsInView) {
      const places = rows.flatMap((row, at) => (isStop(row) ? [at] : []));
      return places[rowOfKey(key, places.indexOf(place), places.length, rowsInView) ?? -1] ?? null;
    },
  };
}
