import { useLayoutEffect, useState, type RefObject } from 'react';

/** 330 px: below it, address and bytes of a peer do not stand beside each other. */
const narrowPixels = 330;

export function useIsNarrow(box: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setNarrow(element.clientWidth < narrowPixels));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return isNarrow;
}
