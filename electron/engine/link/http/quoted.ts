import { visible } from '../../../../shared/bytes/visibleText.ts';

/** 60 characters are enough to recognise what was said. */
const quotedCharacters = 60;

/** Quotes a word or line from the other side for a sentence. */
export function quoted(text: string): string {
  const cut = text.length > quotedCharacters ? `${text.slice(0, quotedCharacters)}…` : text;
  return `“${visible(cut)}”`;
}

/** Quotes the first line of these bytes, or the first bytes as digits where they are not text. */
export function quotedBeginning(bytes: Uint8Array): string {
  const beginning = Buffer.from(bytes.subarray(0, quotedCharacters + 1));
  const line = beginning.toString('latin1').split(/[\r\n]/, 1)[0] ?? '';
  const isText = line !== '' && /^[\x20-\x7e\t\x80-\xff]+$/.test(line);
  return isText
    ? quoted(line)
    : `“${beginning
        .subarray(0, 8)
        .toString('hex')
        .replace(/..(?=.)/g, '$& ')}”`;
}
