import { isUnseen, signOf } from '../../shared/bytes/visibleText.ts';

/** A character that an editor would not show, and the sign to show before it. Offsets in UTF-16 code units. */
interface HiddenCharacter {
  readonly from: number;
  readonly to: number;
  readonly sign: string;
}

/** Monaco has signs of its own for C0 controls, DEL and bidi controls; tabs and line breaks show by their effect. */
const shownByMonaco = /[\0-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const notAscii = /[^\0-\x7f]/gu;

/** 1,000 signs: nobody reads more one by one, and each is a decoration that the editor moves with every key. */
const mostSigns = 1000;

/** Zero-width characters, no-break and other unusual spaces, line separators, tags: characters that get pasted unnoticed. */
export function hiddenCharacters(text: string): HiddenCharacter[] {
  const hidden: HiddenCharacter[] = [];
  for (const { 0: character, index } of text.matchAll(notAscii)) {
    if (shownByMonaco.test(character) || !isUnseen(character)) continue;
    hidden.push({ from: index, to: index + character.length, sign: signOf(character) });
    if (hidden.length === mostSigns) break;
  }
  return hidden;
}
