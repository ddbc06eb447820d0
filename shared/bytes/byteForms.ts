import { formatBase64 } from './base64.ts';
import { formatHex } from './hex.ts';
import { toHexByte } from './hexDigits.ts';
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

/** 12 bytes: a line of 74 characters. */
const bytesPerCLine = 12;
/** 32 bytes: at most 128 characters where each is an escape, and usually 32. */
const bytesPerPythonLine = 32;

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
  const lines = linesOf(bytes, bytesPerCLine).map(
    (line) => `  ${Array.from(line, (byte) => `0x${toHexByte(byte)}`).join(', ')},\n`,
  );
  return `static const unsigned char data[${bytes.length}] = {\n${lines.join('')}};\n`;
}

/** An expression of Python; of several lines where it is long. */
function formatPython(bytes: Uint8Array): string {
  if (bytes.length <= bytesPerPythonLine) return pythonLiteral(bytes);
  const lines = linesOf(bytes, bytesPerPythonLine).map((line) => `    ${pythonLiteral(line)}\n`);
  return `(\n${lines.join('')})`;
}

const pythonEscapes: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

function pythonLiteral(bytes: Uint8Array): string {
  return `b"${Array.from(bytes, pythonByte).join('')}"`;
}

function pythonByte(byte: number): string {
  const escaped = pythonEscapes.get(byte);
  if (escaped !== undefined) return escaped;
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${toHexByte(byte)}`;
}

function linesOf(bytes: Uint8Array, length: number): Uint8Array[] {
  const count = Math.ceil(bytes.length / length);
  return Array.from({ length: count }, (_, line) => bytes.subarray(line * length, (line + 1) * length));
}
