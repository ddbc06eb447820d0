import { toHexByte } from './hexDigits.ts';
import { signOf, type VisibleSegment } from './visibleText.ts';

/** The escapes with a letter, by the code of their character. */
const letters: ReadonlyMap<number, string> = new Map([
  [0x00, '0'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0d, 'r'],
]);

const names = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'
).split(' ');

/** Unicode's control pictures, ␀ to ␟ and ␡. */
const pictures = /[\u2400-\u241f\u2421]/g;

/** Text of signs, with control pictures written as escapes (`\r\n`), which can be read in any size. */
function escapesOfSigns(signs: string): string {
  return signs.replace(pictures, (picture) => {
    const code = codeOf(picture);
    const letter = letters.get(code);
    return letter === undefined ? `\\x${toHexByte(code)}` : `\\${letter}`;
  });
}

/** The same for the quiet segments of a text. */
export function withEscapes(segments: readonly VisibleSegment[]): VisibleSegment[] {
  return segments.map(({ text, quiet }) => ({ text: quiet ? escapesOfSigns(text) : text, quiet }));
}

/** How an unseen character (one code point) is written where its bytes are read: `\r`, `\x1b`, `‹U+202E›`. */
export function escapeOf(character: string): string {
  return escapesOfSigns(signOf(character));
}

/** The names of the control characters in such text, for those who hear it: `CR LF`. Other signs stay as they are. */
export function namesOfEscapes(text: string): string {
  return text
    .replace(/\\(?:x([0-9a-f]{2})|([0tnr]))/gi, (_, hex: string | undefined, letter: string | undefined) => {
      const code = hex === undefined ? codeOfLetter(letter ?? '') : Number.parseInt(hex, 16);
      return ` ${code === 0x7f ? 'DEL' : (names[code] ?? hex ?? '')} `;
    })
    .replace(/ +/g, ' ')
    .trim();
}

function codeOf(picture: string): number {
  const code = picture.charCodeAt(0) - 0x2400;
  return code === 0x21 ? 0x7f : code;
}

function codeOfLetter(letter: string): number {
  return [...letters].find(([, each]) => each === letter)?.[0] ?? 0;
}
