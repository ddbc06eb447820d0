import type { RecordSource } from '../../../shared/contract/contract.ts';
import { largestWindowBytes } from '../../../shared/model/record.ts';
import type { WirebenchClient } from '../base/client.ts';

/** A stretch of a record's bytes; `to` is exclusive. */
interface ByteRange {
  readonly seq: number;
  readonly from: number;
  readonly to: number;
}

/** Reads a stretch of a record as a whole, 64 KiB at a time. Returns fewer bytes if the record ends before. */
export async function readBytes(
  client: WirebenchClient,
  source: RecordSource,
  { seq, from, to }: ByteRange,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, to - from));
  let length = 0;
  while (length < bytes.length) {
    const input = {
      source,
      seq,
      offset: from + length,
      length: Math.min(largestWindowBytes, bytes.length - length),
    };
    const { body } = await client.call('records.bytes', input, { signal });
    if (body.length === 0) break;
    bytes.set(body, length);
    length += body.length;
  }
  return bytes.subarray(0, length);
}
