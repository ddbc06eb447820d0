/** Moves the focus to the next pane, or back; within a pane it goes to what had it last, else to what can be focused first. */
export function focusNextPane(document: Document, distance: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.checkVisibility() && firstFocusable(pane) !== undefined,
  );
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at((now + (now < 0 && distance < 0 ? 0 : distance)) % Math.max(1, panes.length));
  if (next) firstFocusable(next)?.focus();
}

/** Puts the focus into the pane of that name. */
export function focusPane(document: Document, name: string): void {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
  if (pane) firstFocusable(pane)?.focus();
}

/** Puts the focus into the rows of the timeline that stands in an element. */
export function focusTimeline(within: ParentNode | null): void {
  within?.querySelector<HTMLElement>('[role="grid"][tabindex]')?.focus();
}

/** Puts the focus into the filter above the timeline, with its text selected to be typed over. */
export function focusFilter(document: Document): void {
  const field = document.querySelector<HTMLInputElement>('[data-pane="timeline"] .filter-field input');
  field?.focus();
  field?.select();
}

/** Brings a part of what was just asked for into sight, as soon as it is drawn. */
export function showPart(document: Document, part: string): void {
  requestAnimationFrame(() => {
    const element = document.querySelector(`[data-part="${part}"]`);
    const pane = element && scrollerOf(element);
    // `scrollIntoView` would scroll the window, too, which has nothing below.
    if (pane) pane.scrollTop += element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  });
}

function scrollerOf(element: Element): Element | null {
  const parent = element.parentElement;
  return parent === null || getComputedStyle(parent).overflowY === 'auto' ? parent : scrollerOf(parent);
}

/** In the order of preference: what a pane names, what is read or written in it, anything. Primitives hide inputs of their own in it. */
const focusables = [
  '[data-first-focus]',
  '[role="grid"][tabindex], textarea, input',
  '[role="tab"][tabindex="0"], [tabindex="0"], button',
] as const;

function firstFocusable(pane: HTMLElement): HTMLElement | undefined {
  for (const selector of focusables) {
    const found = [...pane.querySelectorAll<HTMLElement>(selector)].find(
      (element) => element.tabIndex >= 0 && !element.matches(':disabled, [aria-hidden="true"]'),
    );
    if (found) return found;
  }
  return undefined;
}
