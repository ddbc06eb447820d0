/** Moves the focus to the next or previous pane; there it goes to the element that had it last, otherwise to the first focusable one. */
export function focusNextPane(document: Document, distance: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.checkVisibility({ visibilityProperty: true }) && firstFocusable(pane) !== undefined,
  );
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes.at((now + (now < 0 && distance < 0 ? 0 : distance)) % Math.max(1, panes.length));
  if (next) firstFocusable(next)?.focus();
}

/** Moves the focus to the pane with that name. */
export function focusPane(document: Document, name: string): void {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
  if (pane) firstFocusable(pane)?.focus();
}

/** Moves the focus to the rows of the timeline within an element. */
export function focusTimeline(within: ParentNode | null): void {
  within?.querySelector<HTMLElement>('[role="grid"][tabindex]')?.focus();
}

/** Moves the focus to the filter above the timeline, and selects its text to be typed over. */
export function focusFilter(document: Document): void {
  const field = document.querySelector<HTMLInputElement>('[data-pane="timeline"] .filter-field input');
  field?.focus();
  field?.select();
}

/** Moves the focus to the button that opens the connection. */
export function focusOpenButton(document: Document): void {
  document.querySelector<HTMLElement>('[data-pane="address"] .open-button')?.focus();
}

/** Scrolls a part of a pane that was just opened into view, as soon as it is drawn. */
export function showPart(document: Document, part: string): void {
  requestAnimationFrame(() => {
    const element = document.querySelector(`[data-part="${part}"]`);
    const pane = element && scrollerOf(element);
    // `scrollIntoView` would scroll the window too, which has nothing below.
    if (pane) pane.scrollTop += element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  });
}

function scrollerOf(element: Element): Element | null {
  const parent = element.parentElement;
  return parent === null || getComputedStyle(parent).overflowY === 'auto' ? parent : scrollerOf(parent);
}

/** In order of preference: the element that a pane names, its content to read or write, anything. Primitives hide inputs of their own. */
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
