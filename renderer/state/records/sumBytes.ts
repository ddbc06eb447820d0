import type { RecordSource } from '../../../shared/contract/contract.ts';
import { formatHex } from '../../../shared/bytes/hex.ts';
import { checksums } from '../../../shared/bytes/values/checksums.ts';
import { noValue, valueOf, type ReadValue } from '../../../shared/bytes/values/reading.ts';
import type { WirebenchClient } from '../base/client.ts';
import { bytePieces, type ByteRange } from './readBytes.ts';

/** The names of the sums that `sumBytes` returns, in their order. */
export const sumNames: readonly string[] = [...checksums.map(({ name }) => name), 'SHA-256'];

/**
 * The checksums of a stretch of a record, and its SHA-256. The checksums are computed piece by piece, so that nothing waits for them; the
 * browser computes SHA-256 of a whole only, elsewhere, and in a page that came over HTTP from another machine not at all.
 */
export async function sumBytes(
  client: WirebenchClient,
  source: RecordSource,
  range: ByteRange,
  signal: AbortSignal,
): Promise<ReadValue[]> {
  const whole = new Uint8Array(range.to - range.from);
  const sums = checksums.map(({ start }) => start());
  let length = 0;
  for await (const piece of bytePieces(client, source, range, signal)) {
    whole.set(piece, length);
    length += piece.length;
    for (const sum of sums) sum.add(piece);
  }
  const texts = sums.map((sum) => valueOf(length, sum.text()));
  return [...texts, await sha256Of(whole.subarray(0, length))];
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<ReadValue> {
  if (!isSecureContext) return noValue('needs HTTPS or localhost');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return valueOf(bytes.length, formatHex(digest, { separator: '' }));
}
