import { useState } from 'react';

/**
 * The place of the row that the keys are on, by its key: it stays on its row wherever that goes. When the row is gone, it is the one that has
 * taken its place. `usual` is where the keys are before anybody has moved them.
 */
export function useKeyedRow(
  key: string | null,
  places: ReadonlyMap<string, number>,
  usual: number | undefined,
): number {
  const [last, setLast] = useState(0);
  const found = key === null ? (usual ?? 0) : (places.get(key) ?? last);
  const place = Math.max(0, Math.min(found, places.size - 1));
  if (place !== last) setLast(place);
  return place;
}
