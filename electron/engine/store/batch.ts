import { recordKinds, type Direction, type RecordKind } from '../../../shared/model/record.ts';
import { crcOfStretch } from './crc.ts';
import { summedHeadBytes, writeSummedHead } from './recordSum.ts';
import { largestNoteBytes, pieceBytes } from './schema.ts';
import type { NewRecord } from './store.ts';

/**
 * Records on their way to the worker: packed one after the other into one buffer, which is transferred. Packing creates no object for a
 * record, and unpacking only a view of its bytes.
 *
 * Each record: bytes of the note (uint32, all ones for none) · direction · kind (one byte each) · bytes of the detail (uint16, 0 for none) ·
 * time (float64, µs) · size (uint32) · peer (uint32, 0 for none) · the bytes, unless they are `given` · the note and the detail in UTF-8.
 * Numbers are little-endian. A record's checksum covers everything from the time on.
 */
export interface PackedBatch {
  readonly firstSeq: number;
  readonly count: number;
  /** The space that its records take, including `given`. */
  readonly usedBytes: number;
  readonly buffer: ArrayBuffer;
  /** The bytes of its only record, in the buffer that they came in; null where they are in `buffer`, which is the usual case. */
  readonly given: ArrayBuffer | null;
}

const unsummedBytes = 8;
const headBytes = unsummedBytes + summedHeadBytes;
const noNote = 0xffff_ffff;
/** Each direction, by the number that stands for it between two threads. */
export const directions: readonly (Direction | null)[] = [null, 'in', 'out'];
/** The number that stands for a direction, or a kind, between two threads; none for any other word. */
export const directionCodes = codesOf(directions);
export const kindCodes = codesOf(recordKinds);
const encoder = new TextEncoder();
/** A peer's reason may begin with U+FEFF, which belongs to it and to its checksum. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function codesOf(list: readonly unknown[]): ReadonlyMap<unknown, number> {
  return new Map(list.map((each, code) => [each, code]));
}

/** A UTF-16 code unit takes at most three bytes, so this many always fit into the largest note. */
const largestNoteLength = Math.floor(largestNoteBytes / 3) - 1;

/** The note as it is stored: whole, or cut off where it would be longer than the file allows. */
export function encodeNote(note: string | null): Uint8Array | null {
  if (note === null) return null;
  return encoder.encode(
    note.length <= largestNoteLength ? note : `${note.slice(0, largestNoteLength).toWellFormed()}…`,
  );
}

/** The space a record takes in a batch, in bytes. `detail` is its JSON in UTF-8, as `encodeDetail` makes it. */
export function packedSize(
  record: NewRecord,
  note: Uint8Array | null,
  detail: Uint8Array | null = null,
): number {
  return headBytes + record.bytes.length + (note?.length ?? 0) + (detail?.length ?? 0);
}

/** A batch of one large record, whose bytes stay in the buffer that they fill. */
export function packGiven(
  record: NewRecord,
  given: ArrayBuffer,
  note: Uint8Array | null,
  detail: Uint8Array | null,
  seq: number,
): PackedBatch {
  const size = packedSize(record, note, detail);
  const builder = new BatchBuilder(new ArrayBuffer(size - given.byteLength), seq);
  builder.append(record, note, detail, false);
  return { ...builder.finish(), usedBytes: size, given };
}

/** Fills one buffer. The caller makes sure that a record fits (`freeBytes`, `packedSize`). */
export class BatchBuilder {
  count = 0;
  usedBytes = 0;
  private readonly buffer: ArrayBuffer;
  private readonly view: DataView;
  private readonly target: Uint8Array;
  private readonly firstSeq: number;

  constructor(buffer: ArrayBuffer, firstSeq: number) {
    this.buffer = buffer;
    this.view = new DataView(buffer);
    this.target = new Uint8Array(buffer);
    this.firstSeq = firstSeq;
  }

  get freeBytes(): number {
    return this.buffer.byteLength - this.usedBytes;
  }

  append(
    record: NewRecord,
    note: Uint8Array | null,
    detail: Uint8Array | null = null,
    withBytes = true,
  ): void {
    const { view, usedBytes: start } = this;
    const { length: size } = record.bytes;
    view.setUint32(start, note === null ? noNote : note.length, true);
    view.setUint8(start + 4, directionCodes.get(record.direction) ?? 0);
    view.setUint8(start + 5, kindCodes.get(record.kind) ?? 0);
    view.setUint16(start + 6, detail === null ? 0 : detail.length, true);
    writeSummedHead(view, start + unsummedBytes, record.at, size, record.peer);
    let end = start + headBytes;
    if (withBytes) {
      this.target.set(record.bytes, end);
      end += size;
    }
    if (note !== null) {
      this.target.set(note, end);
      end += note.length;
    }
    if (detail !== null) {
      this.target.set(detail, end);
      end += detail.length;
    }
    this.usedBytes = end;
    this.count += 1;
  }

  /** The batch; the builder must not be used any more. */
  finish(): PackedBatch {
    return {
      firstSeq: this.firstSeq,
      count: this.count,
      usedBytes: this.usedBytes,
      buffer: this.buffer,
      given: null,
    };
  }
}

/** Walks over a batch: `next`, then the fields of the record at the cursor. `bytes` is a view of the batch, or of its given buffer. */
export class BatchCursor {
  seq: number;
  at = 0;
  size = 0;
  peer: number | null = null;
  directionCode = 0;
  kindCode = 0;
  bytes = new Uint8Array(0);
  note: string | null = null;
  /** The JSON of its detail. */
  detail: string | null = null;
  private readonly batch: PackedBatch;
  private readonly view: DataView;
  private readonly packed: Uint8Array;
  private summedFrom = 0;
  private position = 0;

  constructor(batch: PackedBatch) {
    this.batch = batch;
    this.view = new DataView(batch.buffer);
    this.packed = new Uint8Array(batch.buffer);
    this.seq = batch.firstSeq - 1;
  }

  get direction(): Direction | null {
    return directions[this.directionCode] ?? null;
  }

  get kind(): RecordKind {
    return recordKinds[this.kindCode] ?? 'data';
  }

  next(): boolean {
    const { view, position: start } = this;
    const { buffer, given, firstSeq, count } = this.batch;
    if (this.seq === firstSeq + count - 1) return false;
    const noteLength = view.getUint32(start, true);
    const peer = view.getUint32(start + 20, true);
    this.seq += 1;
    this.directionCode = view.getUint8(start + 4);
    this.kindCode = view.getUint8(start + 5);
    this.at = view.getFloat64(start + 8, true);
    this.size = view.getUint32(start + 16, true);
    this.peer = peer === 0 ? null : peer;
    this.summedFrom = start + unsummedBytes;
    this.bytes = given ? new Uint8Array(given) : new Uint8Array(buffer, start + headBytes, this.size);
    const noteStart = start + headBytes + (given ? 0 : this.size);
    const hasNote = noteLength !== noNote;
    this.note = hasNote ? decoder.decode(new Uint8Array(buffer, noteStart, noteLength)) : null;
    const detailStart = noteStart + (hasNote ? noteLength : 0);
    const detailLength = view.getUint16(start + 6, true);
    this.detail =
      detailLength === 0 ? null : decoder.decode(new Uint8Array(buffer, detailStart, detailLength));
    this.position = detailStart + detailLength;
    return true;
  }

  /** The record's checksum, as `recordSum.ts` defines it. */
  sum(): number {
    const { packed, summedFrom, position, seq, size, bytes } = this;
    if (size <= pieceBytes && !this.batch.given) return crcOfStretch(packed, summedFrom, position, seq);
    const headSum = crcOfStretch(packed, summedFrom, summedFrom + summedHeadBytes, seq);
    const noteStart = summedFrom + summedHeadBytes + (this.batch.given ? 0 : size);
    return crcOfStretch(
      packed,
      noteStart,
      position,
      crcOfStretch(bytes, 0, Math.min(size, pieceBytes), headSum),
    );
  }
}
