import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { readableIn } from '../../ui/readableIn.ts';

/** Whether the inspector covers the other panes, and the way back. */
export interface LargePane {
  readonly isLarge: boolean;
  readonly leave: () => void;
}

/** Takes the focus along: into the inspector as it becomes large, back to the row as it leaves. Only where it would be lost otherwise. */
export function useLargeFocus(panes: RefObject<HTMLElement | null>, isLarge: boolean): void {
  const was = useRef(isLarge);
  useLayoutEffect(() => {
    if (was.current === isLarge) return;
    was.current = isLarge;
    const all = panes.current;
    const inspector = all?.querySelector('[data-pane="inspector"]');
    const now = document.activeElement;
    if (!all || !inspector || (now !== document.body && !all.contains(now))) return;
    if (!isLarge) all.querySelector<HTMLElement>('[data-pane="timeline"] [role="grid"][tabindex]')?.focus();
    else if (!inspector.contains(now)) readableIn(inspector)?.focus();
  }, [panes, isLarge]);
}

/** Escape and Enter lead back from the large inspector, unless what has the focus uses them itself. */
export function pressInLarge(event: KeyboardEvent, { isLarge, leave }: LargePane): void {
  const { key, target, currentTarget, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (!isLarge || defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return;
  // A menu is drawn elsewhere, and has its keys to itself.
  if (!(target instanceof Element) || !currentTarget.contains(target)) return;
  if (key !== 'Escape' && (key !== 'Enter' || target.closest('button, input, textarea, select, a, summary')))
    return;
  event.preventDefault();
  leave();
}
