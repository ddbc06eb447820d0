import { utf8StepAt } from '../utf8.ts';
import { isUnseen, signOf } from '../visibleText.ts';
import { bytesOf, noValue, tooShort, valueOf, type ByteReading } from './reading.ts';

/** The character that begins at the first byte, by its code point; what cannot be seen of itself is a sign or nothing. */
export const characterReading: ByteReading = {
  name: 'UTF-8',
  hasOrder: false,
  read: (view) => {
    if (view.byteLength === 0) return tooShort(1);
    const bytes = bytesOf(view, 4);
    const step = utf8StepAt(bytes, 0);
    if (step.kind !== 'character') return noValue(step.kind === 'cut' ? 'cut off' : 'not UTF-8');
    const character = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, step.length));
    const code = character.codePointAt(0) ?? 0;
    const text = `U+${code.toString(16).toUpperCase().padStart(4, '0')}  ${shownAlone(character)}`;
    return valueOf(step.length, text.trimEnd(), character);
  },
};

/** A character without others: one that combines stands on a circle, as in the charts of Unicode. */
function shownAlone(character: string): string {
  if (/\p{M}/u.test(character)) return `\u25cc${character}`;
  if (!isUnseen(character)) return character;
  const sign = signOf(character);
  // The sign of the others is their code point.
  return sign.length === 1 ? sign : '';
}
