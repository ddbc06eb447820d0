import { useEffect, type RefObject } from 'react';
import { readableIn } from '../../ui/readableIn.ts';

/**
 * Keeps the focus in the panel of an inspector whose record changes, for example by a key: what had the focus is gone with the record before,
 * and what takes its place may come later.
 */
export function useFocusInPanel(inspector: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const all = inspector.current;
    if (!all) return undefined;
    let isInPanel = false;
    const panel = (): HTMLElement | null => all.querySelector('[role="tabpanel"]:not([hidden])');
    const look = (): void => {
      const { activeElement, body } = document;
      if (!isInPanel || (activeElement !== body && activeElement !== panel())) return;
      const shown = panel();
      if (shown) (readableIn(shown) ?? shown).focus();
    };
    const entered = ({ target }: FocusEvent): void => {
      isInPanel = target instanceof Element && target.closest('[role="tabpanel"]') !== null;
    };
    // Where an element that had the focus was removed, the next look comes before this.
    const left = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget !== null) isInPanel = false;
      else setTimeout(() => (isInPanel &&= all.contains(document.activeElement)));
    };
    const observer = new MutationObserver(look);
    observer.observe(all, { childList: true, subtree: true });
    all.addEventListener('focusin', entered);
    all.addEventListener('focusout', left);
    return () => {
      observer.disconnect();
      all.removeEventListener('focusin', entered);
      all.removeEventListener('focusout', left);
    };
  }, [inspector]);
}
