import { BatchCursor } from '../batch.ts';
import type { AppendMessage } from '../protocol.ts';
import { pieceBytes } from '../schema.ts';

/** 8 parts, 8 MiB: a transaction holds little more than one such portion, so it fits into SQLite's cache. */
const partsAtATime = 8;

/**
 * 8 MiB: the parts of a larger record are written ahead of it, in transactions of their own. The record itself comes last, so that nobody
 * sees a part of it, and other sessions get their turn in between.
 */
export const largestRecordAtOnce = partsAtATime * pieceBytes;

/** Parts of a large record, from part number `from` up to but not including `to`. */
export interface RecordParts {
  readonly seq: number;
  /** The bytes of the whole record. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Everything written in one go: a message of the writer, what `finish` adds, or some parts of a large record. */
export type RecordingEntry = Pick<AppendMessage, 'batch' | 'peers' | 'meta'> & {
  readonly parts: RecordParts | null;
};

/** The entries that write a message: the parts of its large records, then the message. */
export function partsFirst(message: Pick<AppendMessage, 'batch' | 'peers' | 'meta'>): RecordingEntry[] {
  const { batch, peers, meta } = message;
  const entries: RecordingEntry[] = [];
  if (batch && batch.usedBytes > largestRecordAtOnce) {
    const cursor = new BatchCursor(batch);
    while (cursor.next()) {
      if (cursor.size > largestRecordAtOnce) entries.push(...portionsOf(cursor.seq, cursor.bytes));
    }
  }
  return [...entries, { batch, peers, meta, parts: null }];
}

function portionsOf(seq: number, bytes: Uint8Array): RecordingEntry[] {
  const end = Math.ceil(bytes.length / pieceBytes);
  const portions = Math.ceil((end - 1) / partsAtATime);
  return Array.from({ length: portions }, (_, index) => {
    const from = 1 + index * partsAtATime;
    const parts = { seq, bytes, from, to: Math.min(end, from + partsAtATime) };
    return { batch: null, peers: [], meta: [], parts };
  });
}
