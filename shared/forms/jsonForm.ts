import { formatIsoTime } from '../base/time.ts';
import { isUtf8 } from '../bytes/utf8.ts';
import { toSafeJson } from '../json/safeJson.ts';
import { recordKinds, type RecordHead } from '../model/record.ts';
import { asciiEscapes, literal, type LineBytes } from './lineBytes.ts';
import type { RecordForm, RecordPiece, WrittenRecord } from './recordForm.ts';
import { WrittenTimes } from './writtenTimes.ts';

/**
 * One object per line: number, time (UTC, with microseconds), peer, direction, kind, length, the bytes in hex and, where all of them are
 * UTF-8, as text; the sentence (`note`), the fields (`detail`) and the mark (`mark`) of those that have them.
 */
export class JsonForm implements RecordForm {
  readonly passes = 'two';
  readonly takesEvents = true;
  readonly beginsLines = true;
  readonly tellsAll = true;
  private readonly times = new WrittenTimes(formatIsoTime);

  isText(bytes: Uint8Array): boolean {
    return isUtf8(bytes);
  }

  /** Everything before the digits of its bytes. None of it can contain a character that JSON would escape. */
  begin(lines: LineBytes, { seq, at, peer, direction, kind, size }: RecordHead): void {
    lines.literal(beginOfRecord);
    lines.digits(seq);
    lines.literal(beginOfTime);
    this.times.write(at, lines);
    lines.literal(beginOfPeer);
    if (peer === null) lines.literal(nothing);
    else lines.digits(peer);
    lines.literal(sides[direction ?? 'none']);
    lines.literal(kinds.get(kind) ?? nothing);
    lines.digits(size);
    lines.literal(beginOfHex);
  }

  piece(lines: LineBytes, { bytes, offset, pass, isText }: RecordPiece): void {
    if (pass === 0) return lines.hex(bytes);
    if (offset === 0) lines.literal(quote);
    if (!isText) return;
    if (offset === 0) lines.literal(beginOfText);
    if (!lines.ascii(bytes, escapes)) lines.text(toSafeJson(decoder.decode(bytes)).slice(1, -1));
  }

  end(lines: LineBytes, { note, detail, mark }: WrittenRecord, isText: boolean): void {
    if (isText) lines.literal(quote);
    if (note !== null) lines.text(`,"note":${toSafeJson(note)}`);
    if (detail !== undefined) lines.text(`,"detail":${toSafeJson(detail)}`);
    if (mark !== undefined) lines.text(`,"mark":${toSafeJson(mark)}`);
    lines.literal(endOfRecord);
  }
}

/** The line in the place of records that cannot be read, or (null) of what the file says about itself. */
export function damageAsJson(
  place: { readonly from: number; readonly to: number } | null,
  problem: string,
): string {
  return toSafeJson({ event: 'damaged', ...place, problem });
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const beginOfRecord = literal('{"event":"record","seq":');
const beginOfTime = literal(',"at":"');
const beginOfPeer = literal('","peer":');
const nothing = literal('null');
const sides = {
  in: literal(',"direction":"in"'),
  out: literal(',"direction":"out"'),
  none: literal(',"direction":null'),
};
const kinds = new Map(recordKinds.map((kind) => [kind, literal(`,"kind":"${kind}","size":`)]));
const beginOfHex = literal(',"hex":"');
const beginOfText = literal(',"text":"');
const quote = literal('"');
const endOfRecord = literal('}\n');
const escapes = asciiEscapes((character) => toSafeJson(character).slice(1, -1));
