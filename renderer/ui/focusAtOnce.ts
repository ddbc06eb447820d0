import { useCallback, type RefObject } from 'react';

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

/** The first element in it that Tab reaches. */
function firstFocusable(within: HTMLElement | null): HTMLElement | null {
  const focusable =
    ':is(input:not([type="hidden"]), textarea, button, select, a[href], [tabindex]):not(:disabled, [tabindex="-1"])';
  const found = within?.querySelectorAll<HTMLElement>(focusable) ?? [];
  return [...found].find((element) => element.checkVisibility()) ?? null;
}
