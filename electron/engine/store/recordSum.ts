import { crcOf, crcOfStretch } from './crc.ts';

/**
 * The checksum of a record, from version 4 of the format on: the CRC-32 of its time, size and peer (16 bytes: float64, uint32, uint32,
 * little-endian; peer 0 for none), of its first 1 MiB of bytes, and of its note and its detail in UTF-8. The record's number serves as the
 * preceding sum that zlib's `crc32` accepts. So the checksum detects a flipped bit in any of them. Direction and kind are words of closed
 * lists, of which no two differ by one bit.
 */

/** The part of a record that precedes its bytes in the sum. */
export const summedHeadBytes = 16;

/** The part of a record that its sum covers; `bytes` are the first 1 MiB. */
export interface SummedRecord {
  readonly seq: number;
  readonly at: number;
  readonly size: number;
  readonly peer: number | null;
  readonly note: string | null;
}

const head = new Uint8Array(summedHeadBytes);
const headView = new DataView(head.buffer);
const encoder = new TextEncoder();

export function writeSummedHead(
  view: DataView,
  start: number,
  at: number,
  size: number,
  peer: number | null,
): void {
  view.setFloat64(start, at, true);
  view.setUint32(start + 8, size, true);
  view.setUint32(start + 12, peer ?? 0, true);
}

/** The sum that the record should have; `detail` is the JSON of its detail, as it is in the file. */
export function sumOfRecord(
  { seq, at, size, peer, note }: SummedRecord,
  bytes: Uint8Array,
  detail: string | null,
): number {
  writeSummedHead(headView, 0, at, size, peer);
  return sumWith(detail, sumWith(note, crcOf(bytes, crcOfStretch(head, 0, summedHeadBytes, seq))));
}

function sumWith(text: string | null, sum: number): number {
  return text === null ? sum : crcOf(encoder.encode(text), sum);
}
