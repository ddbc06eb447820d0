import { useLayoutEffect, useState, type RefObject } from 'react';

/** Whether an element is narrower than so many pixels; null until it was measured, which is before anything is painted. */
export function useIsNarrow(element: RefObject<HTMLElement | null>, pixels: number): boolean | null {
  const [isNarrow, setNarrow] = useState<boolean | null>(null);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const measure = (): void => setNarrow(measured.clientWidth < pixels);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element, pixels]);
  return isNarrow;
}
