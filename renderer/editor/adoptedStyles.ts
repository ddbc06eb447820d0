/**
 * Runs code that appends style elements to the head, and turns each into an adopted style sheet, which `style-src 'self'` allows, unlike a
 * style element. The elements stay outside the document; when their text changes later, so does the sheet.
 */
export function adoptingStyleElements<Value>(run: () => Value): Value {
  const { head } = document;
  const append = head.appendChild.bind(head);
  const adopting = <Child extends Node>(child: Child): Child => {
    if (!(child instanceof HTMLStyleElement)) return append(child);
    adopt(child);
    return child;
  };
  Object.defineProperty(head, 'appendChild', { value: adopting, configurable: true });
  try {
    return run();
  } finally {
    // Uncovers the prototype's method again.
    Reflect.deleteProperty(head, 'appendChild');
  }
}

/** The sheet lives as long as the page: Monaco shares such an element between all later editors. */
function adopt(style: HTMLStyleElement): void {
  const sheet = new CSSStyleSheet();
  const copy = (): void => sheet.replaceSync(style.textContent);
  copy();
  new MutationObserver(copy).observe(style, { childList: true, characterData: true, subtree: true });
  document.adoptedStyleSheets.push(sheet);
}
