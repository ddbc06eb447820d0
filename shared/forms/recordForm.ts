import { wholeCharacters } from '../bytes/utf8.ts';
import type { MarkLook } from '../model/mark.ts';
import type { RecordHead } from '../model/record.ts';
import { literal, type LineBytes } from './lineBytes.ts';

/** A record that is written, with the mark that a person gave it. */
export interface WrittenRecord extends RecordHead {
  readonly mark?: MarkLook;
}

/** Some of the bytes of a record. */
export interface RecordPiece {
  readonly record: WrittenRecord;
  readonly bytes: Uint8Array;
  readonly offset: number;
  /** How often the form has gone through all of the bytes before. */
  readonly pass: number;
  /** In the first pass: so far. */
  readonly isText: boolean;
}

/**
 * A form in which records are written, one after the other, in memory that does not grow with them: the bytes of each come in pieces, whole
 * in order, and once more where there is a second pass.
 */
export interface RecordForm {
  /** `looks`: the first of two passes only tells whether the bytes are text, and ends where they are not. */
  readonly passes: 'one' | 'two' | 'looks';
  /** Records without bytes are written, too. */
  readonly takesEvents: boolean;
  /** Each record begins on a line of its own. */
  readonly beginsLines: boolean;
  /** Marks are written, too, and where records are damaged. */
  readonly tellsAll: boolean;
  /** Whether bytes that do not end within a character are text, in the sense of this form. */
  isText(bytes: Uint8Array, record: WrittenRecord): boolean;
  begin(lines: LineBytes, record: WrittenRecord): void;
  piece(lines: LineBytes, piece: RecordPiece): void;
  end(lines: LineBytes, record: WrittenRecord, isText: boolean): void;
}

/** Where a record goes on. */
export interface PlaceInRecord {
  readonly offset: number;
  readonly pass: number;
  readonly isText: boolean;
}

export const startOfRecord: PlaceInRecord = { offset: 0, pass: 0, isText: true };

/**
 * 192 KiB are written at once: a few milliseconds of work, and a multiple of what a digit, a word of Base64 and a line of source stand for.
 */
export const largestPieceOfForm = 196_608;

/** Writes records in a form. */
export class RecordFormWriter {
  readonly lines: LineBytes;
  private readonly form: RecordForm;
  private wasOpen: boolean;

  /** `isOpen`: what was written before does not end with a line break. */
  constructor(form: RecordForm, lines: LineBytes, isOpen = false) {
    this.form = form;
    this.lines = lines;
    this.wasOpen = isOpen;
  }

  /** Whether what was written so far does not end with a line break. */
  get isOpen(): boolean {
    const { lastByte } = this.lines;
    return lastByte === null ? this.wasOpen : lastByte !== lineBreak;
  }

  /** Writes a record all of whose bytes are here. */
  whole(record: WrittenRecord, bytes: Uint8Array): void {
    let place: PlaceInRecord | null = startOfRecord;
    while (place) place = this.piece(record, place, bytes.subarray(place.offset));
  }

  /** Writes the bytes of a record from a place on. Returns where the next ones begin; null at its end, which it reaches where none are given. */
  piece(record: WrittenRecord, place: PlaceInRecord, given: Uint8Array): PlaceInRecord | null {
    const { form, lines } = this;
    if (place.offset === 0 && place.pass === 0) this.begin(record);
    const isLast = given.length === 0 || place.offset + given.length >= record.size;
    const isCut = !isLast && form.passes !== 'one';
    // Where not even one character is given, it is taken for none.
    const bytes = isCut ? given.subarray(0, wholeCharacters(given) || given.length) : given;
    const isText = place.isText && (place.pass > 0 || form.isText(bytes, record));
    form.piece(lines, { record, bytes, offset: place.offset, pass: place.pass, isText });
    const isLookedAt = isLast || (form.passes === 'looks' && !isText);
    if (form.passes !== 'one' && place.pass === 0 && isLookedAt) return { offset: 0, pass: 1, isText };
    if (!isLast) return { offset: place.offset + bytes.length, pass: place.pass, isText };
    form.end(lines, record, isText);
    return null;
  }

  private begin(record: WrittenRecord): void {
    if (this.form.beginsLines && this.isOpen) this.lines.literal(newLine);
    this.form.begin(this.lines, record);
  }
}

const lineBreak = 0x0a;
const newLine = literal('\n');
