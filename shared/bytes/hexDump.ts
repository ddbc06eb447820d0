import { toHexByte } from './hexDigits.ts';

/** 16: the width used by every hex editor and by the examples in RFCs; one row fits beside the timeline at 1280 px. */
const hexDumpColumns = 16;

/** One row of a hex dump. The last row has only as many cells and characters as bytes are left. */
interface HexDumpRow {
  /** Offset of the row's first byte in the message. */
  readonly offset: number;
  readonly offsetText: string;
  /** Two digits each. */
  readonly cells: readonly string[];
  /** One character each: printable ASCII, else `.`. */
  readonly characters: readonly string[];
}

/** How many hex digits an offset column needs for a message of `size` bytes; at least eight. */
function offsetDigits(size: number): number {
  return Math.max(8, Math.max(0, size - 1).toString(16).length);
}

/** How many hex digits the offsets of `size` bytes take where width is dear: no more than the last one needs, and at least two. */
export function shortestOffsetDigits(size: number): number {
  return Math.max(2, Math.max(0, size - 1).toString(16).length);
}

/** An offset in hex, padded with zeros. */
export function formatOffset(offset: number, digits = 8): string {
  return offset.toString(16).padStart(digits, '0');
}

/** Printable ASCII as itself, everything else as a dot. */
export function dumpCharacter(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

/** `bytes` are the row's bytes; `offset` is the position of the first one in the message. */
export function hexDumpRow(bytes: Uint8Array, offset: number, digits = 8): HexDumpRow {
  return {
    offset,
    offsetText: formatOffset(offset, digits),
    cells: Array.from(bytes, toHexByte),
    characters: Array.from(bytes, dumpCharacter),
  };
}

/**
 * A hex dump as text, one line per 16 bytes, in the format of `hexdump -C`: offset, two groups of eight, characters between bars. `offset`
 * is where `bytes` begin in the message. Every line ends with a line feed, the last one too.
 */
export function formatHexDump(bytes: Uint8Array, offset = 0): string {
  const digits = offsetDigits(offset + bytes.length);
  let text = '';
  for (let at = 0; at < bytes.length; at += hexDumpColumns) {
    text += formatLine(hexDumpRow(bytes.subarray(at, at + hexDumpColumns), offset + at, digits));
  }
  return text;
}

function formatLine({ offsetText, cells, characters }: HexDumpRow): string {
  const half = hexDumpColumns / 2;
  const left = cells.slice(0, half).join(' ');
  const right = cells.slice(half).join(' ');
  const width = half * 3 - 1;
  return `${offsetText}  ${left.padEnd(width)}  ${right.padEnd(width)}  |${characters.join('')}|\n`;
}
