import { useCallback, type RefObject } from 'react';
import { firstReachable } from './keepFocus.ts';

/**
 * For `initialFocus` of a popup: focuses an element in the turn in which the popup opens. The library would wait for the next frame, and
 * what is typed until then would go into the field before, such as one of a passphrase.
 */
export function useFocusAtOnce(
  within: RefObject<HTMLElement | null>,
  find: (within: HTMLElement | null) => HTMLElement | null = firstFocusable,
): () => HTMLElement | false | null {
  return useCallback(() => {
    const element = find(within.current);
    element?.focus();
    // Where that did nothing, the library tries in its own way.
    return element !== null && element === document.activeElement ? false : element;
  }, [within, find]);
}

function firstFocusable(within: HTMLElement | null): HTMLElement | null {
  return (within && firstReachable(within)) ?? null;
}
