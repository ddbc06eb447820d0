import { largestWindowBytes } from '../../../shared/model/record.ts';
import type { RecordReader } from '../store/store.ts';

/** 1 MiB and 256 reads may be on their way: the store's worker answers late while it waits for a slow disk, and then many at once. */
const readAheadBytes = 1024 * 1024;
const readAheadCount = 256;

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
  return Math.max(1, Math.ceil(size / largestWindowBytes));
}

/** The bytes of frames, in order. Reads ahead within a page, and holds no piece back while the next page is waited for. */
export async function* framePieces<Frame extends StoredFrame>(
  reader: RecordReader,
  pages: AsyncIterable<readonly Frame[]>,
): AsyncGenerator<FramePiece<Frame>, void, undefined> {
  for await (const frames of pages) {
    const ahead = new ReadAhead<FramePiece<Frame>>();
    for (const { frame, offset, length } of windowsOf(frames)) {
      ahead.add(readPiece(reader, frame, offset, length), length);
      while (ahead.isFull) yield await ahead.take();
    }
    while (!ahead.isEmpty) yield await ahead.take();
  }
}

interface FrameWindow<Frame> {
  readonly frame: Frame;
  readonly offset: number;
  readonly length: number;
}

function* windowsOf<Frame extends StoredFrame>(frames: readonly Frame[]): Generator<FrameWindow<Frame>> {
  for (const frame of frames) {
    for (let piece = 0; piece < pieceCount(frame.size); piece += 1) {
      const offset = piece * largestWindowBytes;
      yield { frame, offset, length: Math.min(largestWindowBytes, frame.size - offset) };
    }
  }
}

/** Reads that are on their way, oldest first. */
class ReadAhead<Value> {
  private readonly reads: { readonly read: Promise<Value>; readonly length: number }[] = [];
  private bytes = 0;

  get isEmpty(): boolean {
    return this.reads.length === 0;
  }

  get isFull(): boolean {
    return this.reads.length >= readAheadCount || this.bytes >= readAheadBytes;
  }

  add(read: Promise<Value>, length: number): void {
    // A read that fails is told when its turn comes; one that is not waited for any more is nobody's business.
    read.catch(() => undefined);
    this.reads.push({ read, length });
    this.bytes += length;
  }

  async take(): Promise<Value> {
    const oldest = this.reads.shift();
    if (!oldest) throw new Error('Nothing is being read ahead.');
    this.bytes -= oldest.length;
    return oldest.read;
  }
}

async function readPiece<Frame extends StoredFrame>(
  reader: RecordReader,
  frame: Frame,
  offset: number,
  length: number,
): Promise<FramePiece<Frame>> {
  if (frame.preview.length === frame.size) return { frame, bytes: frame.preview };
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
  /** Those that were looked at, in order: one, and a few more only while somebody looks further. */
  private readonly ahead: FramePiece<Frame>[] = [];

  constructor(pieces: AsyncIterator<FramePiece<Frame>, void>) {
    this.pieces = pieces;
  }

  /** Null at the end. */
  async peek(): Promise<FramePiece<Frame> | null> {
    return this.peekAt(0);
  }

  /** The piece that is `index` after the next; null when there are not so many. */
  async peekAt(index: number): Promise<FramePiece<Frame> | null> {
    while (this.ahead.length <= index) {
      const next = await this.pieces.next();
      if (!next.value) return null;
      this.ahead.push(next.value);
    }
    return this.ahead[index] ?? null;
  }

  drop(byteCount: number): void {
    const [current] = this.ahead;
    if (!current) return;
    const { frame, bytes } = current;
    if (byteCount < bytes.length) this.ahead[0] = { frame, bytes: bytes.subarray(byteCount) };
    else this.ahead.shift();
  }

  async take(): Promise<FramePiece<Frame> | null> {
    const piece = await this.peek();
    this.ahead.shift();
    return piece;
  }
}
