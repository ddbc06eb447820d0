import type { RecordReader } from '../store/store.ts';

/** 64 KiB: what the store reads at a time at little cost, whatever the size of the record. */
export const windowBytes = 65_536;
/** 16 reads on their way, 1 MiB at most: enough that the store's worker is never waited for between two small frames. */
const readAhead = 16;

interface StoredFrame {
  readonly seq: number;
  readonly size: number;
  /** The first bytes; of a small frame all of them, and then nothing more is read. */
  readonly preview: Uint8Array;
}

/** Consecutive bytes of one frame. A frame of no bytes has one piece of no bytes. */
export interface FramePiece<Frame> {
  readonly frame: Frame;
  readonly bytes: Uint8Array;
}

/** Into how many pieces a frame is read. */
export function pieceCount(size: number): number {
  return Math.max(1, Math.ceil(size / windowBytes));
}

/** The bytes of frames, in order. Reads ahead within a page, and holds no piece back while the next page is waited for. */
export async function* framePieces<Frame extends StoredFrame>(
  reader: RecordReader,
  pages: AsyncIterable<readonly Frame[]>,
): AsyncGenerator<FramePiece<Frame>, void, undefined> {
  for await (const frames of pages) {
    const reads: Promise<FramePiece<Frame>>[] = [];
    for (const read of pageReads(reader, frames)) {
      reads.push(read);
      const oldest = reads.length < readAhead ? undefined : reads.shift();
      if (oldest) yield await oldest;
    }
    for (const read of reads) yield await read;
  }
}

function* pageReads<Frame extends StoredFrame>(
  reader: RecordReader,
  frames: readonly Frame[],
): Generator<Promise<FramePiece<Frame>>> {
  for (const frame of frames) {
    for (let offset = 0, piece = 0; piece < pieceCount(frame.size); piece += 1, offset += windowBytes) {
      const read = readPiece(reader, frame, offset);
      // A read that fails is told when its turn comes; one that is not waited for any more is nobody's business.
      read.catch(() => undefined);
      yield read;
    }
  }
}

async function readPiece<Frame extends StoredFrame>(
  reader: RecordReader,
  frame: Frame,
  offset: number,
): Promise<FramePiece<Frame>> {
  if (frame.preview.length === frame.size) return { frame, bytes: frame.preview };
  const length = Math.min(windowBytes, frame.size - offset);
  const { bytes } = await reader.bytes(frame.seq, offset, length);
  if (bytes.length !== length) {
    throw new Error(
      `Record ${frame.seq} has fewer bytes in the file than its row says. The file is damaged.`,
    );
  }
  return { frame, bytes };
}

/** Looks at the next piece, and drops as much of it as was worked on. Waits for a piece only when it is looked at. */
export class PieceCursor<Frame> {
  private readonly pieces: AsyncIterator<FramePiece<Frame>, void>;
  private current: FramePiece<Frame> | null = null;

  constructor(pieces: AsyncIterator<FramePiece<Frame>, void>) {
    this.pieces = pieces;
  }

  /** Null at the end. */
  async peek(): Promise<FramePiece<Frame> | null> {
    if (this.current) return this.current;
    const next = await this.pieces.next();
    this.current = next.value ?? null;
    return this.current;
  }

  drop(byteCount: number): void {
    if (!this.current) return;
    const { frame, bytes } = this.current;
    this.current = byteCount < bytes.length ? { frame, bytes: bytes.subarray(byteCount) } : null;
  }

  async take(): Promise<FramePiece<Frame> | null> {
    const piece = await this.peek();
    this.current = null;
    return piece;
  }
}
