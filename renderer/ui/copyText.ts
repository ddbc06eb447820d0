/**
 * Puts text on the clipboard; call it from a click or a key. A long one comes as a blob, which the browser reads without holding up the page.
 * Where the host denies the page's own access (the desktop denies every permission), copying a selection still works, and the copy event is
 * answered with this text.
 */
export async function copyText(text: string | Blob): Promise<void> {
  try {
    if (typeof text === 'string') await navigator.clipboard.writeText(text);
    else await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
  } catch {
    if (!copyAsSelection(typeof text === 'string' ? text : await text.text()))
      throw new Error('The clipboard could not be written to. Try again.');
  }
}

function copyAsSelection(text: string): boolean {
  let wasAnswered = false;
  const answer = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    wasAnswered = true;
  };
  document.addEventListener('copy', answer, { capture: true });
  try {
    // Deprecated for editing documents; without a permission there is no other way to copy.
    return document.execCommand('copy') && wasAnswered;
  } finally {
    document.removeEventListener('copy', answer, { capture: true });
  }
}
