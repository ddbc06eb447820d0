/** The UTF-16 unit of an element's text at, or nearest to, a place in the window, whatever the fonts and directions of its text are. */
export function unitAt(element: Element, x: number): number {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let units = 0;
  let nearest = { unit: 0, distance: Infinity };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest('[aria-hidden]')) continue;
    const { length } = node.textContent ?? '';
    for (let index = 0; index < length; index += 1) {
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const { left, right } = range.getBoundingClientRect();
      const distance = x < left ? left - x : Math.max(0, x - right);
      if (distance < nearest.distance) nearest = { unit: units + index, distance };
      if (distance === 0) return nearest.unit;
    }
    units += length;
  }
  return nearest.unit;
}
