import type { JsonLines } from '../../../shared/json/jsonLines.ts';
import type { ByteStretch } from './byteStretch.ts';

const encoder = new TextEncoder();

/** The bytes of the value that stands in a line, without its name and the comma after it; of an object or array, up to where that closes. */
export function byteStretchOfLine(lines: JsonLines, line: number, size: number): ByteStretch {
  const { source, from, to, closer } = lines;
  const last = (closer[line] ?? 0) > 0 ? (closer[line] ?? line) : line;
  const begin = from[line] ?? 0;
  const text = source.slice(begin, to[last] ?? begin);
  const [name = ''] = /^\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*:\s*/s.exec(text) ?? [];
  const value = text.slice(name.length).replace(/\s*,\s*$/, '');
  // What the text does not have is a byte order mark before it.
  const before = size - bytesOf(source) + bytesOf(source.slice(0, begin + name.length));
  return { from: before, to: before + bytesOf(value) };
}

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
