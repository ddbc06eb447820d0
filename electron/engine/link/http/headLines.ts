import { largestHeadLineCount, longestHeadLine } from '../../../../shared/model/facts.ts';
import { textOfHeader } from './handshakeHeaders.ts';

/**
 * The lines of an HTTP head as they came, start line first, after those of any interim answers; without the blank lines between them, and
 * cut to the space that facts have. Empty for bytes that are not HTTP. Text beyond ASCII is read as UTF-8, or else as Latin-1.
 */
export function linesOfHead(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return /^(?:HTTP\/|GET )/.test(text) ? cutLines(text.slice(0, endOfHead(text)).split(/\r?\n/)) : [];
}

/** The same for lines that are already separate, as Latin-1. */
export function cutLines(lines: readonly string[]): string[] {
  return lines
    .map(textOfHeader)
    .filter((line) => line !== '')
    .slice(0, largestHeadLineCount)
    .map((line) => (line.length > longestHeadLine ? `${line.slice(0, longestHeadLine)}…` : line));
}

/** The position after the head of the final answer, the first that is not interim (RFC 9110, section 15.2). */
function endOfHead(text: string): number {
  let from = 0;
  for (;;) {
    const blank = /\r?\n\r?\n/g;
    blank.lastIndex = from;
    const found = blank.exec(text);
    if (found === null) return text.length;
    if (!/^HTTP\/1\.\d 1(?!01)\d\d/.test(text.slice(from, from + 12))) return found.index;
    from = blank.lastIndex;
  }
}
