import { recordKinds, type RecordContent } from '../../../shared/model/record.ts';
import type { RecordDetail } from '../../../shared/model/recordDetail.ts';
import { directionCodes, directions, kindCodes } from './batch.ts';
import type { SummedRecord } from './recordSum.ts';

/**
 * Records with their bytes as they pass from one thread to another: in columns, because copying an object for each record would cost more
 * than reading it.
 */
export interface PackedContents {
  /** For each record in turn: number, time, size, peer (0 for none), kind, direction, and how many of its bytes are here. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Each note, with the index of its record. */
  readonly notes: readonly (readonly [number, string])[];
  /** Each detail, with the index of its record. */
  readonly details: readonly (readonly [number, RecordDetail])[];
  readonly body: Uint8Array<ArrayBuffer>;
}

/** The count of numbers for each record. */
export const numbersOfEach = 7;

/** 4,096 small records are handed over at once: few enough to read in milliseconds, and many for one question between two threads. */
export const largestPackRows = 4096;

/** 1 MiB, or one larger record, is handed over at once: some milliseconds of work, and flat memory. */
export const largestPackBytes = 1024 * 1024;

/** Fills one answer. */
export class ContentsPack {
  private readonly numbers: number[] = [];
  private readonly notes: (readonly [number, string])[] = [];
  private readonly details: (readonly [number, RecordDetail])[] = [];
  private readonly pieces: Uint8Array[] = [];
  private byteCount = 0;

  /** `length`: the most of its bytes that are wanted. */
  add(record: RecordContent, length: number): void {
    const { kind, direction, note, detail, bytes } = record;
    const piece = bytes.length > length ? bytes.subarray(0, length) : bytes;
    if (note !== null) this.notes.push([this.count, note]);
    if (detail !== undefined) this.details.push([this.count, detail]);
    const [kindCode, directionCode] = [kindCodes.get(kind) ?? 0, directionCodes.get(direction) ?? 0];
    setNumbers(this.numbers, this.count, record, kindCode, directionCode, piece.length);
    this.pieces.push(piece);
    this.byteCount += piece.length;
  }

  get count(): number {
    return this.pieces.length;
  }

  get isFull(): boolean {
    return this.byteCount >= largestPackBytes;
  }

  finish(): PackedContents {
    const body = new Uint8Array(this.byteCount);
    let at = 0;
    for (const piece of this.pieces) {
      body.set(piece, at);
      at += piece.length;
    }
    return { numbers: Float64Array.from(this.numbers), notes: this.notes, details: this.details, body };
  }
}

/** Writes the numbers of the record at `index`; `length`: how many of its bytes are handed over. */
export function setNumbers(
  numbers: Float64Array | number[],
  index: number,
  { seq, at, size, peer }: SummedRecord,
  kindCode: number,
  directionCode: number,
  length: number,
): void {
  const place = index * numbersOfEach;
  numbers[place] = seq;
  numbers[place + 1] = at;
  numbers[place + 2] = size;
  numbers[place + 3] = peer ?? 0;
  numbers[place + 4] = kindCode;
  numbers[place + 5] = directionCode;
  numbers[place + 6] = length;
}

export function unpackContents({ numbers, notes, details, body }: PackedContents): RecordContent[] {
  const noteAt = new Map(notes);
  const records: RecordContent[] = [];
  let from = 0;
  // By index: destructuring each record's numbers as a list would cost more than everything else.
  const number = (at: number): number => numbers[at] ?? 0;
  for (let at = 0; at < numbers.length; at += numbersOfEach) {
    const peer = number(at + 3);
    const to = from + number(at + 6);
    records.push({
      seq: number(at),
      at: number(at + 1),
      size: number(at + 2),
      peer: peer === 0 ? null : peer,
      kind: recordKinds[number(at + 4)] ?? 'data',
      direction: directions[number(at + 5)] ?? null,
      note: noteAt.get(records.length) ?? null,
      bytes: body.subarray(from, to),
    });
    from = to;
  }
  for (const [at, detail] of details) {
    const record = records[at];
    if (record) records[at] = { ...record, detail };
  }
  return records;
}
