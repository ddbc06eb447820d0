import { toHexByte } from './hexDigits.ts';

/** 12 bytes: a line of 74 characters. */
const bytesPerCLine = 12;

/** 32 bytes: at most 128 characters where each is an escape, and usually 32. */
export const bytesPerPythonLine = 32;

/** The elements of an array in C and C++, with a comma behind each, in lines of twelve. */
export function cLines(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += bytesPerCLine) {
    text += ' ';
    for (const byte of bytes.subarray(at, at + bytesPerCLine)) text += cElements[byte] ?? '';
    text += '\n';
  }
  return text;
}

/** Literals of Python that together are these bytes, in lines that end where those of the text do. Of no bytes one that is empty. */
export function pythonLines(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  do {
    const line = bytes.subarray(at, at + bytesPerPythonLine);
    const end = line.indexOf(lineFeed) + 1 || line.length;
    text += `    ${pythonLiteral(line.subarray(0, end))}\n`;
    at += end;
  } while (at < bytes.length);
  return text;
}

export function pythonLiteral(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += pythonCharacters[byte] ?? '';
  return `b"${text}"`;
}

const lineFeed = 0x0a;
const cElements = Array.from({ length: 256 }, (_, byte) => ` 0x${toHexByte(byte)},`);
const pythonEscapes: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);
const pythonCharacters = Array.from({ length: 256 }, (_, byte) => {
  const isShown = byte >= 0x20 && byte < 0x7f;
  return pythonEscapes.get(byte) ?? (isShown ? String.fromCharCode(byte) : `\\x${toHexByte(byte)}`);
});
