import { formatBase64 } from './base64.ts';
import { bytesPerPythonLine, cLines, pythonLines, pythonLiteral } from './codeText.ts';
import { formatHex } from './hex.ts';
import { formatHexDump } from './hexDump.ts';

/** The forms in which bytes are copied into other programs, in the order in which they are offered. */
export const byteForms = ['text', 'hex', 'dump', 'base64', 'c', 'python'] as const;
export type ByteForm = (typeof byteForms)[number];

/** As in “Copy as hex”. */
export const byteFormNames: Readonly<Record<ByteForm, string>> = {
  text: 'text',
  hex: 'hex',
  dump: 'hex dump',
  base64: 'Base64',
  c: 'C array',
  python: 'Python bytes',
};

/** Bytes as text in a form. `offset` is where they begin in their message, which a hex dump counts from. */
export function bytesInForm(bytes: Uint8Array, form: ByteForm, offset = 0): string {
  switch (form) {
    case 'text':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    case 'hex':
      return formatHex(bytes);
    case 'dump':
      return formatHexDump(bytes, offset);
    case 'base64':
      return formatBase64(bytes);
    case 'c':
      return formatC(bytes);
    case 'python':
      return formatPython(bytes);
  }
}

/** A definition of C and C++; of no bytes it has none, since C has no empty arrays. */
function formatC(bytes: Uint8Array): string {
  if (bytes.length === 0) return '';
  return `static const unsigned char data[${bytes.length}] = {\n${cLines(bytes)}};\n`;
}

/** An expression of Python; of several lines where it is long. */
function formatPython(bytes: Uint8Array): string {
  return bytes.length <= bytesPerPythonLine ? pythonLiteral(bytes) : `(\n${pythonLines(bytes)})`;
}
