import { visible } from '../../../../shared/bytes/visibleText.ts';

/** 60 characters of what was said are enough to know it again. */
const quotedCharacters = 60;

/** A word or line of the other side’s for a sentence, in quotation marks. */
export function quoted(text: string): string {
  const cut = text.length > quotedCharacters ? `${text.slice(0, quotedCharacters)}…` : text;
  return `“${visible(cut)}”`;
}

/** The first line that somebody said, or its first bytes as digits where there is no text in them. */
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
