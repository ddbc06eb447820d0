import { useState } from 'react';

/** What Tab reaches, apart from elements that are hidden. */
const reachable =
  ':is(input:not([type="hidden"]), textarea, button, select, a[href], [tabindex]):not(:disabled, [tabindex="-1"])';

/** 2 frames: popups give the focus back in the first one. */
const graceFrames = 2;

/**
 * For `ref` of a button that may go with what it does, such as that of a notice: the focus it had stays in its neighbourhood, where the
 * browser would leave it nowhere, and the keys would begin at the top of the window again.
 */
export function keepFocus(button: HTMLElement | null): (() => void) | undefined {
  if (button === null) return undefined;
  return () => {
    if (button !== button.ownerDocument.activeElement) return;
    const around = ancestorsOf(button);
    afterFrames(graceFrames, () => {
      const { activeElement, body } = button.ownerDocument;
      if (activeElement === body) nearestIn(around)?.focus();
    });
  };
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
    const found = element.isConnected ? firstReachable(element) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The first element within another one that Tab reaches. */
export function firstReachable(within: ParentNode): HTMLElement | undefined {
  return [...within.querySelectorAll<HTMLElement>(reachable)].find((element) => element.checkVisibility());
}

function afterFrames(count: number, act: () => void): void {
  if (count === 0) act();
  else requestAnimationFrame(() => afterFrames(count - 1, act));
}
