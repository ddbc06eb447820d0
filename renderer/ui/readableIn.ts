/** What shows data, in order of preference: it has keys of its own, or can be scrolled by them. */
const readable = [
  '[role="grid"][tabindex], [role="document"][tabindex], [role="tree"][tabindex]',
  '[role="region"][tabindex="0"]',
] as const;

/** The element of a pane that the focus goes to for reading; null where there is nothing to read yet. */
export function readableIn(pane: Element): HTMLElement | null {
  for (const selector of readable) {
    const found = pane.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}
