/** Of the element that holds the focus while there is neither a list nor a button that could have it. */
export const focusHolder = 'timeline-rows';

/** Whether the focus waits for a list, or for what stands in its place: it is nowhere, or held for `element`, which is that. */
export function isFocusWaiting(element: Element): boolean {
  const { activeElement, body } = element.ownerDocument;
  return activeElement === body || activeElement === element.closest(`.${focusHolder}`);
}
