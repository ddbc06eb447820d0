import { isCharacter } from './keys.ts';

/**
 * Keeps the keys that are pressed from everything in the window, until the result is called: then they are pressed where the focus is by
 * then, one a frame. Escape is not kept before: it ends the wait.
 */
export function holdKeys(window: Window, onEscape: () => void): () => void {
  const held: KeyboardEvent[] = [];
  const ended = new AbortController();
  let isWaiting = true;
  const keep = (event: KeyboardEvent): void => {
    // What is pressed here comes by again.
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isWaiting || event.key !== 'Escape') {
      held.push(event);
      return;
    }
    held.length = 0;
    ended.abort();
    onEscape();
  };
  const pressNext = (): void => {
    const event = held.shift();
    if (event) press(window.document, event);
    if (held.length > 0) window.requestAnimationFrame(pressNext);
    else ended.abort();
  };
  window.addEventListener('keydown', keep, { capture: true, signal: ended.signal });
  return () => {
    isWaiting = false;
    window.requestAnimationFrame(pressNext);
  };
}

/** Does what the key would have done: what listens to it comes first, and a field takes characters. */
function press(document: Document, event: KeyboardEvent): void {
  const again = new KeyboardEvent('keydown', event);
  if (!(document.activeElement ?? document.body).dispatchEvent(again)) return;
  if (isCharacter(event)) document.execCommand('insertText', false, event.key);
  else if (event.key === 'Backspace') document.execCommand('delete');
}
