import { existsSync, statSync } from 'node:fs';
import type { RecordReader, RecordWriter } from '../../../electron/engine/store/store.ts';
import { head, record } from './storeFixture.ts';

/** Of a recording with its journal. */
export function sizeOnDisk(path: string): number {
  const sizes = [path, `${path}-journal`].map((file) => (existsSync(file) ? statSync(file).size : 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Payloads of which each tells its number; every tenth second has ten of them. */
export function appendNumbered(writer: RecordWriter, from: number, to: number, size = 8): void {
  for (let number = from; number <= to; number += 1) {
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setUint32(0, number);
    writer.append(record({ bytes, at: head.startedAt + number * 100_000, peer: 1 + (number % 2) }));
  }
}

/** The number that a payload tells. */
export async function numberOf(reader: RecordReader, seq: number): Promise<number> {
  const { bytes } = await reader.bytes({ seq, offset: 0, length: 4 });
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}

/** The number of the first record that is left. */
export async function firstOf(reader: RecordReader): Promise<number> {
  return (await reader.tail({ rows: 1 })).first;
}
