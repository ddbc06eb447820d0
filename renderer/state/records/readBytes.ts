import type { RecordSource } from '../../../shared/contract/contract.ts';
import { largestWindowBytes } from '../../../shared/model/record.ts';
import type { WirebenchClient } from '../base/client.ts';

/** A stretch of a record's bytes; `to` is exclusive. */
export interface ByteRange {
  readonly seq: number;
  readonly from: number;
  readonly to: number;
}

/** Reads a stretch of a record in order, 64 KiB at a time. Ends earlier if the record does. */
export async function* bytePieces(
  client: WirebenchClient,
  source: RecordSource,
  { seq, from, to }: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let offset = from; offset < to;) {
    const input = { source, seq, offset, length: Math.min(largestWindowBytes, to - offset) };
    const { body } = await client.call('records.bytes', input, { signal });
    if (body.length === 0) return;
    yield body;
    offset += body.length;
  }
}

/** Reads a stretch of a record as a whole. Returns fewer bytes if the record ends before. */
export async function readBytes(
  client: WirebenchClient,
  source: RecordSource,
  range: ByteRange,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, range.to - range.from));
  let length = 0;
  for await (const piece of bytePieces(client, source, range, signal)) {
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes.subarray(0, length);
}
