import type { RecordReader } from '../../electron/engine/store/store.ts';
import { allRows } from './sessionBench.ts';

/** A message that says which one it is: the number stands in its first four bytes. */
export function numberedMessage(number: number, size = 64): Buffer {
  const bytes = Buffer.alloc(size, number & 0xff);
  bytes.writeUInt32BE(number, 0);
  return bytes;
}

export function numberOf(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32BE(0);
}

/** From one number to another, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** What a recording says of numbered messages: which it has, in order, and between which it says that some are missing. */
export interface RecordedNumbers {
  readonly numbers: readonly number[];
  /** `after` is the number of the last message ahead of the gap, 0 for none; `received` how many payloads it says are missing. */
  readonly gaps: readonly { readonly after: number; readonly received: number; readonly note: string }[];
}

/** Reads the messages of one direction, as they stand in the recording. */
export async function recordedNumbers(
  reader: RecordReader,
  direction: 'in' | 'out' = 'in',
): Promise<RecordedNumbers> {
  const numbers: number[] = [];
  const gaps: { after: number; received: number; note: string }[] = [];
  for (const { kind, direction: way, preview, note } of await allRows(reader)) {
    if ((kind === 'data' || kind === 'binary') && way === direction) numbers.push(numberOf(preview));
    if (kind === 'gap')
      gaps.push({ after: numbers.at(-1) ?? 0, received: receivedIn(note ?? ''), note: note ?? '' });
  }
  return { numbers, gaps };
}

/** All the numbers that a recording has or says are missing, each gap filled with as many as it says. */
export function accountedFor({ numbers, gaps }: RecordedNumbers): number[] {
  const missing = gaps.flatMap(({ after, received }) => range(after + 1, after + received));
  return [...numbers, ...missing].toSorted((a, b) => a - b);
}

function receivedIn(note: string): number {
  return Number(
    /([\d,]+) (?:chunk|datagram|record)s? \([\d,]+ bytes?\) received/.exec(note)?.[1]?.replaceAll(',', '') ??
      0,
  );
}
