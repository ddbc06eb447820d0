import { useLayoutEffect, useState, type RefObject } from 'react';

/**
 * Whether something is true of an element's size, looked at again whenever that changes, or the text in it; null until it was measured,
 * which is before anything is painted. `isTrue` has to stay the same function.
 */
export function useMeasured(
  element: RefObject<HTMLElement | null>,
  isTrue: (element: HTMLElement) => boolean,
  text = '',
): boolean | null {
  const [answer, setAnswer] = useState<boolean | null>(null);
  useLayoutEffect(() => {
    const measured = element.current;
    if (!measured) return undefined;
    const measure = (): void => setAnswer(isTrue(measured));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another text takes other room
  }, [element, isTrue, text]);
  return answer;
}
