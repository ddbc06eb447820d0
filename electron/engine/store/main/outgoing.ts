import { encodeDetail, type RecordDetail } from '../../../../shared/model/recordDetail.ts';
import { BatchBuilder, encodeNote, packedSize, packGiven, type PackedBatch } from '../batch.ts';
import type { NewRecord } from '../store.ts';

/** 1 MiB: a batch of this size goes to the worker, however young it is. */
export const batchBytes = 1024 * 1024;

/** From 256 KiB on a record gets a buffer of its own: it would leave too much of a shared one empty. */
const largeRecordBytes = 256 * 1024;

/** A batch of less than 64 KiB is copied out, so that a quiet session keeps its one buffer. */
const copiedBatchBytes = 64 * 1024;

/**
 * 32 spare buffers, 32 MiB: as much as can be on its way at once, so that the system is not asked for new ones. A quiet session gives them
 * up.
 */
const spareBuffers = 32;

/** Packs records into batches, and passes each batch on when it is full. */
export class Outgoing {
  private readonly send: (batch: PackedBatch) => void;
  private readonly spare: ArrayBuffer[] = [];
  /**
   * A batch whose bytes were given, and those after it: they leave when this turn is over, because others may look at its bytes until then.
   */
  private readonly ready: PackedBatch[] = [];
  private readyBytes = 0;
  private builder: BatchBuilder | null = null;
  /** The last detail and its JSON: thousands of records in a row may have the same one. */
  private encoded: { readonly detail: RecordDetail; readonly bytes: Uint8Array } | null = null;
  /** The number that the next record gets. */
  nextSeq: number;

  constructor(send: (batch: PackedBatch) => void, firstSeq = 1) {
    this.send = send;
    this.nextSeq = firstSeq;
  }

  /** Bytes that are packed but not sent. */
  get packedBytes(): number {
    return this.readyBytes + (this.builder?.usedBytes ?? 0);
  }

  /** Throws a RangeError where there is no memory for the record; then it has no number. */
  append(record: NewRecord): number {
    const note = record.note === null ? null : encodeNote(record.note);
    const detail = record.detail ? this.encode(record.detail) : null;
    const size = packedSize(record, note, detail);
    if (size >= largeRecordBytes) return this.appendLarge(record, note, detail, size);
    if (this.builder !== null && this.builder.freeBytes < size) this.closeBatch();
    this.builder ??= this.begin(batchBytes);
    this.builder.append(record, note, detail);
    return this.takeNumber();
  }

  /** Sends the packed records; does nothing when there are none. Given bytes are gone then. */
  sendBatch(): void {
    this.closeBatch();
    this.sendReady();
  }

  /** Accepts a buffer that may be used again. */
  takeBack(buffer: ArrayBuffer): void {
    if (buffer.byteLength === batchBytes && this.spare.length < spareBuffers) this.spare.push(buffer);
  }

  /** No records follow: frees the spare buffers. */
  end(): void {
    this.builder = null;
    this.spare.length = 0;
  }

  private appendLarge(
    record: NewRecord,
    note: Uint8Array | null,
    detail: Uint8Array | null,
    size: number,
  ): number {
    this.closeBatch();
    const given = givenBuffer(record);
    if (given) {
      if (this.ready.length === 0) queueMicrotask(() => this.sendReady());
      this.keepReady(packGiven(record, given, note, detail, this.nextSeq));
    } else {
      this.builder = this.begin(size);
      this.builder.append(record, note, detail);
      this.closeBatch();
    }
    return this.takeNumber();
  }

  private encode(detail: RecordDetail): Uint8Array {
    if (this.encoded?.detail !== detail) this.encoded = { detail, bytes: encodeDetail(detail) };
    return this.encoded.bytes;
  }

  private closeBatch(): void {
    const { builder } = this;
    if (!builder || builder.count === 0) return;
    const batch = builder.finish();
    this.builder = null;
    if (batch.buffer.byteLength === batchBytes && batch.usedBytes < copiedBatchBytes) {
      this.spare.length = 0;
      this.takeBack(batch.buffer);
      this.sendInOrder({ ...batch, buffer: batch.buffer.slice(0, batch.usedBytes) });
    } else {
      this.sendInOrder(batch);
    }
  }

  private sendInOrder(batch: PackedBatch): void {
    if (this.ready.length > 0) this.keepReady(batch);
    else this.send(batch);
  }

  private keepReady(batch: PackedBatch): void {
    this.ready.push(batch);
    this.readyBytes += batch.usedBytes;
  }

  private sendReady(): void {
    this.readyBytes = 0;
    for (const batch of this.ready.splice(0)) this.send(batch);
  }

  private takeNumber(): number {
    this.nextSeq += 1;
    return this.nextSeq - 1;
  }

  private begin(size: number): BatchBuilder {
    const buffer = size === batchBytes ? this.spare.pop() : undefined;
    return new BatchBuilder(buffer ?? new ArrayBuffer(size), this.nextSeq);
  }
}

/** The buffer to keep instead of a copy: only one that these bytes fill entirely, since nothing more was given. */
function givenBuffer({ given, bytes }: NewRecord): ArrayBuffer | null {
  const { buffer } = bytes;
  const isWhole = given === true && buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length;
  return isWhole ? buffer : null;
}
