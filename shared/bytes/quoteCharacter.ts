import { isUnseen, signOf } from './visibleText.ts';

/** The character at an offset of the text, in quotation marks and always visible, and the offset where it ends. */
export function quoteCharacterAt(text: string, at: number): { readonly quoted: string; readonly to: number } {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return { quoted: `“${isUnseen(character) ? signOf(character) : character}”`, to: at + character.length };
}
