import { formatKeys } from './keys.ts';

/** The text on the clipboard; call it from a click or a key. Rejects with a sentence where the page may not read it. */
export async function pasteText(): Promise<string> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    throw new Error(
      `The browser does not let this page read the clipboard. Press ${formatKeys('Mod+V')} to paste.`,
    );
  }
}
