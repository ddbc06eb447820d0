import { isCharacter } from './keys.ts';

/**
 * Keeps the keys that are pressed from everything in the window, until the result is called: then they are pressed where the focus is by
 * then, one a frame. Escape is not kept: it ends the wait.
 */
export function holdKeys(window: Window, onEscape: () => void): () => void {
  const held: KeyboardEvent[] = [];
  const ended = new AbortController();
  const keep = (event: KeyboardEvent): void => {
    // What is pressed here comes by again.
    if (!event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== 'Escape') {
      held.push(event);
      return;
    }
    held.length = 0;
    onEscape();
  };
  const pressNext = (): void => {
    const event = held.shift();
    if (!event) {
      ended.abort();
      return;
    }
    press(window.document, event);
    window.requestAnimationFrame(pressNext);
  };
  window.addEventListener('keydown', keep, { capture: true, signal: ended.signal });
  return () => void window.requestAnimationFrame(pressNext);
}

/** Does what the key would have done: what listens to it comes first, and a field takes characters. */
function press(document: Document, event: KeyboardEvent): void {
  const again = new KeyboardEvent('keydown', event);
  if (!(document.activeElement ?? document.body).dispatchEvent(again)) return;
  if (isCharacter(event)) document.execCommand('insertText', false, event.key);
  else if (event.key === 'Backspace') document.execCommand('delete');
}
