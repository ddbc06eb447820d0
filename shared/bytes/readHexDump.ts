import { ByteWriter } from './byteWriter.ts';
import { parseHex } from './hex.ts';

/** A line of a dump. `offset` is written in the radix of the dump. */
interface DumpLine {
  readonly offset: string;
  readonly bytes: Uint8Array;
  /** Whether more than a space stands between the offset and the bytes. */
  readonly isApart: boolean;
  /** Whether characters stand behind the bytes. */
  readonly hasCharacters: boolean;
  /** Whether lines like the one before were left out above this one (`*`). */
  readonly isAfterGap: boolean;
}

/** Those of `xxd`, `hexdump`, Wireshark and `od -A x`; then that of `od`. */
const radixes = [16, 8] as const;

/** 1 MiB: what a line `*` may stand for. */
const largestGap = 1_048_576;

/**
 * Reads the bytes of a dump: of `xxd`, `hexdump -C`, `od -t x1`, Wireshark’s, and our own. Null for every other text, such as plain pairs
 * of hex digits: a dump is known by its offsets, which have to go on as its bytes do.
 */
export function readHexDump(text: string): Uint8Array<ArrayBuffer> | null {
  const lines = linesOf(text);
  if (lines === null) return null;
  for (const radix of radixes) {
    const bytes = joined(lines, radix);
    if (bytes !== null) return bytes;
  }
  return null;
}

function linesOf(text: string): DumpLine[] | null {
  const lines: DumpLine[] = [];
  let isAfterGap = false;
  for (const written of text.split(/\r?\n/)) {
    if (written.trim() === '') continue;
    if (written.trim() === '*') {
      isAfterGap = true;
      continue;
    }
    const line = lineOf(written, isAfterGap);
    if (line === null) return null;
    lines.push(line);
    isAfterGap = false;
  }
  return isAfterGap ? null : lines;
}

const offsetAndRest = /^\s*(?<offset>[\da-f]{4,16})(?<gap>:\s*|\s+|$)(?<rest>.*)$/i;

/**
 * Characters begin behind a bar or a bracket; without one, behind two spaces where a colon follows the offset (`xxd`), and else behind
 * three. Where none does, groups of two bytes are numbers of this machine (`hexdump`, `od -x`), whose bytes may be swapped.
 */
function lineOf(written: string, isAfterGap: boolean): DumpLine | null {
  const { offset, gap = '', rest = '' } = offsetAndRest.exec(written)?.groups ?? {};
  if (offset === undefined) return null;
  const hasColon = gap.startsWith(':');
  const [pairs = '', ...characters] = rest.trimEnd().split(hasColon ? /\s{2,}/ : /\s*\||\s+>|\s{3,}/);
  if (!hasColon && !/^(?:[\da-f]{2}(?:\s+|$))*$/i.test(pairs)) return null;
  const bytes = parseHex(pairs);
  const hasCharacters = characters.length > 0;
  return bytes.ok ? { offset, isApart: gap.length > 1, bytes: bytes.value, hasCharacters, isAfterGap } : null;
}

/** The bytes of all lines, where each begins at its offset; null where one does not, or where nothing speaks for a dump. */
function joined(lines: readonly DumpLine[], radix: number): Uint8Array<ArrayBuffer> | null {
  const [first] = lines;
  if (!first) return null;
  const start = Number.parseInt(first.offset, radix);
  if (lines.length === 1 && !(first.isApart && (start === 0 || first.hasCharacters))) return null;
  const writer = new ByteWriter();
  let length = 0;
  let before = first.bytes;
  for (const { offset, bytes, isAfterGap } of lines) {
    const missing = Number.parseInt(offset, radix) - start - length;
    if (isAfterGap ? !isGapOf(missing, before) : missing !== 0) return null;
    for (let at = 0; at < missing; at += before.length) writer.bytes(before);
    writer.bytes(bytes);
    length += missing + bytes.length;
    before = bytes;
  }
  return length === 0 ? null : writer.finish();
}

function isGapOf(missing: number, repeated: Uint8Array): boolean {
  return missing > 0 && missing <= largestGap && missing % repeated.length === 0;
}
