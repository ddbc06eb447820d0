import { useCallback, useLayoutEffect, useRef, useState, type Ref, type RefCallback } from 'react';
import { afterFrames } from './frames.ts';

/** What Tab reaches, apart from elements that are hidden. */
const reachable =
  ':is(input:not([type="hidden"]), textarea, button, select, a[href], [tabindex]):not(:disabled, [tabindex="-1"])';

/** 2 frames: popups give the focus back in the first one. */
const graceFrames = 2;

/**
 * For `ref` of a button that may go with what it does, such as that of a notice, or be disabled by it: the focus it had stays in its
 * neighbourhood, where the browser would leave it nowhere, and the keys would begin at the top of the window again. `own` is what else
 * wants the element.
 */
export function useKeptFocus<Element extends HTMLElement>(
  own: Ref<Element> | undefined,
  isDisabled: boolean,
): RefCallback<Element> {
  const element = useRef<Element>(null);
  useLayoutEffect(() => {
    if (isDisabled && element.current) passFocusOn(element.current);
  }, [isDisabled]);
  return useCallback(
    (button) => {
      element.current = button;
      const release = attach(own, button);
      const listening = new AbortController();
      // Some browsers take the focus away as soon as the button is disabled, and others as the next frame is drawn.
      const blurred = (): void => {
        if (button?.matches(':disabled') === true) findFocus(button);
      };
      button?.addEventListener('blur', blurred, { signal: listening.signal });
      return () => {
        listening.abort();
        if (button) passFocusOn(button);
        element.current = null;
        release();
      };
    },
    [own],
  );
}

/** Gives an element to another ref; the result takes it away again. */
function attach<Element>(ref: Ref<Element> | undefined, element: Element | null): () => void {
  if (typeof ref === 'function') {
    const release = ref(element);
    return typeof release === 'function' ? release : () => void ref(null);
  }
  if (ref) ref.current = element;
  return () => {
    if (ref) ref.current = null;
  };
}

/** The focus of an element that goes, or cannot have it any more, goes to its neighbourhood, unless something else takes it. */
function passFocusOn(element: HTMLElement): void {
  if (element === element.ownerDocument.activeElement) findFocus(element);
}

/** The focus goes to the neighbourhood of an element that had it, if it is nowhere soon. */
function findFocus(element: HTMLElement): void {
  const around = ancestorsOf(element);
  afterFrames(graceFrames, () => {
    const { activeElement, body } = element.ownerDocument;
    const isNowhere = activeElement === body || (activeElement === element && element.matches(':disabled'));
    if (isNowhere) nearestIn(around)?.focus();
  });
}

/**
 * For `finalFocus` of a dialog: the focus goes back to where it was, also when a field of the dialog took it before the library looked. Where
 * that is gone, it stays in its neighbourhood. What was done in the dialog may have put it elsewhere: there it is left.
 */
export function useFinalFocus(): () => HTMLElement | boolean {
  const [before] = useState(() => {
    const { activeElement, body } = document;
    if (!(activeElement instanceof HTMLElement) || activeElement === body) return null;
    return { element: activeElement, around: ancestorsOf(activeElement) };
  });
  return () => {
    const { activeElement, body } = document;
    if (activeElement && activeElement !== body && !activeElement.closest('.dialog, .palette')) return false;
    if (before === null) return true;
    const { element, around } = before;
    // What was done in the dialog may take the element away in the moment before the library looks.
    afterFrames(graceFrames, () => {
      if (document.activeElement === document.body) nearestIn(around)?.focus();
    });
    const isThere = element.isConnected && element.checkVisibility() && !element.matches(':disabled');
    return isThere ? element : (nearestIn(around) ?? true);
  };
}

/** From its parent up to the element below the body. */
function ancestorsOf(element: HTMLElement): HTMLElement[] {
  const { parentElement, ownerDocument } = element;
  if (parentElement === null || parentElement === ownerDocument.body) return [];
  return [parentElement, ...ancestorsOf(parentElement)];
}

function nearestIn(around: readonly HTMLElement[]): HTMLElement | undefined {
  for (const element of around) {
    const found = element.isConnected ? nextFocusIn(element) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What is marked as the one to go on with, with `data-next-focus`, or else the first that Tab reaches. */
function nextFocusIn(within: ParentNode): HTMLElement | undefined {
  return firstReachable(within, '[data-next-focus]') ?? firstReachable(within);
}

/** The first element within another one that Tab reaches. */
export function firstReachable(within: ParentNode, which = '*'): HTMLElement | undefined {
  return [...within.querySelectorAll<HTMLElement>(reachable)].find(
    (element) => element.matches(which) && element.checkVisibility(),
  );
}
