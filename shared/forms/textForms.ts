import { formatBase64 } from '../bytes/base64.ts';
import { isUtf8 } from '../bytes/utf8.ts';
import { visibleLine } from '../bytes/visibleText.ts';
import { isPayloadKind, type RecordHead } from '../model/record.ts';
import { space, type LineBytes } from './lineBytes.ts';
import type { RecordForm, RecordPiece } from './recordForm.ts';

/** A form that has nothing but the bytes. */
abstract class BytesForm implements RecordForm {
  readonly passes: RecordForm['passes'] = 'one';
  readonly takesEvents: boolean = false;
  readonly beginsLines: boolean = true;
  readonly tellsAll = false;

  isText(_bytes: Uint8Array, _record: RecordHead): boolean {
    return true;
  }

  begin(): void {}

  abstract piece(lines: LineBytes, piece: RecordPiece): void;

  end(): void {}
}

/** The bytes as they are: text where the reader takes them for UTF-8. */
export class TextForm extends BytesForm {
  piece(lines: LineBytes, { bytes }: RecordPiece): void {
    lines.bytes(bytes);
  }
}

/** The bytes of one record after those of the other. */
export class RawForm extends TextForm {
  override readonly beginsLines = false;
}

/** `de ad be ef` */
export class HexForm extends BytesForm {
  piece(lines: LineBytes, { bytes, offset }: RecordPiece): void {
    writeHex(lines, bytes, offset);
  }
}

/** With padding, in one line (RFC 4648, section 4). Pieces are multiples of three bytes, except the last. */
export class Base64Form extends BytesForm {
  piece(lines: LineBytes, { bytes }: RecordPiece): void {
    lines.text(formatBase64(bytes));
  }
}

/** Text where a record is text, otherwise hex; the sentence of one without bytes. */
export class ShownForm extends BytesForm {
  override readonly passes = 'looks';
  override readonly takesEvents = true;

  override isText(bytes: Uint8Array, { kind }: RecordHead): boolean {
    return kind === 'text' || isReadable(bytes);
  }

  piece(lines: LineBytes, { record, bytes, offset, pass, isText }: RecordPiece): void {
    if (pass === 0) return;
    if (!isPayloadKind(record.kind)) lines.text(visibleLine(record.note ?? record.kind));
    else if (isText) lines.bytes(bytes);
    else writeHex(lines, bytes, offset);
  }
}

function writeHex(lines: LineBytes, bytes: Uint8Array, offset: number): void {
  if (offset === 0) lines.hex(bytes.subarray(0, 1));
  lines.hex(offset === 0 ? bytes.subarray(1) : bytes, space);
}

/** Tab, line breaks, and ESC, with which terminals are told colours. Other controls mean that numbers are among the bytes. */
const controlsOfText: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x1b]);

function isReadable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || controlsOfText.has(byte)) && isUtf8(bytes);
}
