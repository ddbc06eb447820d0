import { largestWindowBytes, type RecordContent } from '../../shared/model/record.ts';
import type { BytesReader } from './recordPrinter.ts';

/** All bytes of a record; those that were not read yet in windows of 64 KiB. */
export async function* windows(
  { seq, size, bytes: first }: RecordContent,
  reader: BytesReader,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (let at = first.length; at < size;) {
    const { bytes } = await reader.bytes({ seq, offset: at, length: largestWindowBytes });
    if (bytes.length === 0) return;
    yield bytes;
    at += bytes.length;
  }
}
