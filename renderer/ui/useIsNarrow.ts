import { useCallback, type RefObject } from 'react';
import { useMeasured } from './useMeasured.ts';

/** Whether an element is narrower than so many pixels; null until it was measured, which is before anything is painted. */
export function useIsNarrow(element: RefObject<HTMLElement | null>, pixels: number): boolean | null {
  const isNarrow = useCallback(({ clientWidth }: HTMLElement) => clientWidth < pixels, [pixels]);
  return useMeasured(element, isNarrow);
}
