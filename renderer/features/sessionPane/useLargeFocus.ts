import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';

/** Whether the inspector covers the other panes, and the way back. */
export interface LargePane {
  readonly isLarge: boolean;
  readonly leave: () => void;
}

/** What takes the focus in the inspector, in order of preference: what shows the bytes, or anything. */
const contents = ['[role="grid"], [role="document"], [role="tree"]', '[role="tab"][tabindex="0"]'] as const;

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
    else if (!inspector.contains(now)) firstOf(inspector)?.focus();
  }, [panes, isLarge]);
}

function firstOf(inspector: Element): HTMLElement | null {
  for (const selector of contents) {
    const found = inspector.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
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
