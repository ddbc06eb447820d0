import { largestWindowBytes } from '../../../shared/model/record.ts';
import type { RecordWindow } from '../store/reads.ts';
import type { RecordReader } from '../store/store.ts';

/** 256 KiB or 256 pieces are asked for at once: a few questions for a page of rows, each answered in a millisecond or two. */
const largestReadBytes = 256 * 1024;
const largestReadCount = 256;
/** 4 reads, 1 MiB, may be under way: the store's worker answers late while it waits for a slow disk, and then many at once. */
const readsAhead = 4;

interface StoredFrame {
  readonly seq: number;
  readonly size: number;
  /** The first bytes of the frame; for a small frame all of them, and then nothing more is read. */
  readonly preview: Uint8Array;
}

/** Consecutive bytes of one frame. An empty frame has one empty piece. */
export interface FramePiece<Frame> {
  readonly frame: Frame;
  readonly bytes: Uint8Array;
}

/** The number of pieces in which a frame is read. */
export function pieceCount(size: number): number {
  return Math.max(1, Math.ceil(size / largestWindowBytes));
}

/** The bytes of frames, in order. Reads ahead within a page, and gives out every piece it has before it waits for the next page. */
export async function* framePieces<Frame extends StoredFrame>(
  reader: RecordReader,
  pages: AsyncIterable<readonly Frame[]>,
): AsyncGenerator<FramePiece<Frame>, void, undefined> {
  for await (const frames of pages) {
    const ahead: Promise<readonly FramePiece<Frame>[]>[] = [];
    for (const windows of readsOf(windowsOf(frames))) {
      const read = readPieces(reader, windows);
      // A failed read is reported when its turn comes; a read that nobody waits for any more may fail unnoticed.
      read.catch(() => undefined);
      ahead.push(read);
      if (ahead.length === readsAhead) yield* (await ahead.shift()) ?? [];
    }
    for (const read of ahead) yield* await read;
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

/** Groups as many windows as one read takes. */
function* readsOf<Frame>(windows: Iterable<FrameWindow<Frame>>): Generator<readonly FrameWindow<Frame>[]> {
  let read: FrameWindow<Frame>[] = [];
  let bytes = 0;
  for (const window of windows) {
    if (read.length === largestReadCount || bytes + window.length > largestReadBytes) {
      yield read;
      read = [];
      bytes = 0;
    }
    read.push(window);
    bytes += window.length;
  }
  if (read.length > 0) yield read;
}

async function readPieces<Frame extends StoredFrame>(
  reader: RecordReader,
  windows: readonly FrameWindow<Frame>[],
): Promise<readonly FramePiece<Frame>[]> {
  const wanted = windows.filter(({ frame }) => !isWhole(frame));
  const found = wanted.length === 0 ? [] : await reader.windows(wanted.map(windowOf));
  const bytesOf = new Map(wanted.map((window, index) => [window, found[index]]));
  return windows.map((window) => {
    const { frame, length } = window;
    const bytes = bytesOf.get(window) ?? frame.preview;
    if (bytes.length === length) return { frame, bytes };
    throw new Error(
      `Record ${frame.seq} has fewer bytes in the file than its row says. The file is damaged.`,
    );
  });
}

/** True for a small frame, which came with its row. */
function isWhole({ preview, size }: StoredFrame): boolean {
  return preview.length === size;
}

function windowOf({ frame, offset, length }: FrameWindow<StoredFrame>): RecordWindow {
  return { seq: frame.seq, offset, length };
}

/** Looks at the next piece, and drops as much of it as was used. Waits for a piece only when it is looked at. */
export class PieceCursor<Frame> {
  private readonly pieces: AsyncIterator<FramePiece<Frame>, void>;
  /** The pieces looked at so far, in order: one, or a few more while somebody looks further ahead. */
  private readonly ahead: FramePiece<Frame>[] = [];

  constructor(pieces: AsyncIterator<FramePiece<Frame>, void>) {
    this.pieces = pieces;
  }

  /** Null at the end. */
  async peek(): Promise<FramePiece<Frame> | null> {
    return this.peekAt(0);
  }

  /** The piece `index` places after the next one; null when there are not that many. */
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
