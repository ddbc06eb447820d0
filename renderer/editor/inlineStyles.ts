import { toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';

const held = 'data-held-style';
/** Monaco escapes `<` and `>` in the text that it shows, so these are its own tags. */
const tags = /<[a-z][^>]*>/gi;

/**
 * Renames the style attributes in HTML that an editor is about to insert. `style-src 'self'` would ignore them, and report each one;
 * the same properties set through the CSSOM are allowed. See `applyHeldStyles`.
 */
export function holdInlineStyles(html: string): string {
  return html.replace(tags, (tag) => tag.replace(/\sstyle="/g, ` ${held}="`));
}

/** `top:19px;height:20px;` as pairs of name and value. */
export function readDeclarations(style: string): [name: string, value: string][] {
  return style.split(';').flatMap((declaration): [string, string][] => {
    const colon = declaration.indexOf(':');
    return colon < 0 ? [] : [[declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()]];
  });
}

/**
 * Gives elements below `root` their held styles as they are inserted. The observer runs as a microtask after the frame's scripts and before
 * it is painted, so nothing appears unstyled. A property that the editor has set itself in the meantime is newer, and stays.
 */
export function applyHeldStyles(root: Element): Disposable {
  const apply = (element: Element): void => {
    const style = element.getAttribute(held);
    if (style === null || !(element instanceof HTMLElement || element instanceof SVGElement)) return;
    element.removeAttribute(held);
    for (const [name, value] of readDeclarations(style)) {
      if (element.style.getPropertyValue(name) === '') element.style.setProperty(name, value);
    }
  };
  const observer = new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        apply(node);
        for (const element of node.querySelectorAll(`[${held}]`)) apply(element);
      }
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  return toDisposable(() => observer.disconnect());
}
