import { afterFrames } from '../ui/frames.ts';

/** Moves the focus to the next or previous pane; there it goes to the element that had it last, otherwise to the first focusable one. */
export function focusNextPane(document: Document, distance: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.checkVisibility({ visibilityProperty: true }) && firstFocusable(pane) !== undefined,
  );
  const next = panes[placeOfNext(panes, document.activeElement, distance)];
  if (next) firstFocusable(next)?.focus();
}

/** The place of the next pane, going round; from an element between panes, such as the line that sizes them, that of its neighbour. */
function placeOfNext(panes: readonly HTMLElement[], from: Element | null, distance: 1 | -1): number {
  const within = panes.findIndex((pane) => pane.contains(from));
  const before = panes.findLastIndex((pane) => from !== null && isBehind(pane, from));
  const place = within >= 0 ? within + distance : before + (distance < 0 ? 0 : 1);
  return (place + panes.length) % panes.length;
}

function isBehind(pane: HTMLElement, element: Element): boolean {
  return (pane.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** The tab in front that the person is in, of two that may be side by side, or the whole window. */
export function hereIn(document: Document): ParentNode {
  return document.querySelector('[data-side="here"]') ?? document;
}

/** Moves the focus to the pane with that name. */
export function focusPane(document: Document, name: string): void {
  const named = `[data-pane="${name}"]`;
  const pane =
    hereIn(document).querySelector<HTMLElement>(named) ?? document.querySelector<HTMLElement>(named);
  if (pane) firstFocusable(pane)?.focus();
}

/** The same for a pane that comes into view now. */
export function focusShownPane(document: Document, name: string): void {
  afterFrames(framesToDraw, () => focusPane(document, name));
}

/** 2 frames: a tab is drawn in the first one, and what it shows from then on. */
const framesToDraw = 2;

const tabInFront = '.tab [role="tab"][aria-selected="true"]';

/** Moves the focus into the tab that comes to the front now: to its records or its address, or to its name until there are any. */
export function focusOpened(document: Document): void {
  afterFrames(framesToDraw, () => {
    const here = hereIn(document);
    const panel = here.querySelector<HTMLElement>('[role="tabpanel"]');
    const target =
      panel?.querySelector<HTMLElement>('[data-pane="timeline"] [role="grid"][tabindex]') ??
      (panel && firstFocusable(panel)) ??
      here.querySelector<HTMLElement>(tabInFront);
    target?.focus();
  });
}

/** 2 to 20 frames: a menu that closes meanwhile gives the focus back to the tab at which it was opened, on a busy machine late. */
const framesToSettle = [framesToDraw, 5, 10, 20] as const;

/**
 * Where the focus is nowhere by then, or on the name of a tab that is not in front, it goes to the name of the one that is,
 * and where there is none, to what opens one.
 */
export function focusActiveTab(document: Document): void {
  const look = (): void => {
    const { activeElement, body } = document;
    if (activeElement !== body && !activeElement?.matches('.tab [role="tab"][aria-selected="false"]')) return;
    const tab = hereIn(document).querySelector<HTMLElement>(tabInFront);
    (tab ?? document.querySelector<HTMLElement>('main button'))?.focus();
  };
  for (const frames of framesToSettle) afterFrames(frames, look);
}

/** 4 frames: the menu in which that was chosen gives the focus back before. */
const framesAfterMenu = 4;

/** Moves the focus to the list of the sidebar in which something was brought into view. */
export function focusInSidebar(document: Document, kind: 'connection' | 'recording'): void {
  const name = kind === 'recording' ? 'Recordings' : 'Connections';
  afterFrames(framesAfterMenu, () =>
    document.querySelector<HTMLElement>(`[data-pane="sidebar"] [role="tree"][aria-label="${name}"]`)?.focus(),
  );
}

/** Moves the focus to the rows of the timeline within an element, or where none is listed, to the button that leads back to some. */
export function focusTimeline(within: ParentNode | null): void {
  within?.querySelector<HTMLElement>('[role="grid"][tabindex], .empty-state button')?.focus();
}

/** Moves the focus to the filter above the timeline, and selects its text to be typed over. */
export function focusFilter(document: Document): void {
  const field = hereIn(document).querySelector<HTMLInputElement>(
    '[data-pane="timeline"] .filter-field input',
  );
  field?.focus();
  field?.select();
}

/** Moves the focus to the button that opens the connection. */
export function focusOpenButton(document: Document): void {
  hereIn(document).querySelector<HTMLElement>('[data-pane="address"] .open-button')?.focus();
}

/** Scrolls a part of a pane that was just opened into view, as soon as it is drawn. */
export function showPart(document: Document, part: string): void {
  requestAnimationFrame(() => {
    const element = hereIn(document).querySelector(`[data-part="${part}"]`);
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
