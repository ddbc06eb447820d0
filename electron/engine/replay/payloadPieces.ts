import { largestWindowBytes } from '../../../shared/model/record.ts';
import type { RecordWindow } from '../store/reads.ts';
import type { RecordReader } from '../store/store.ts';

/** 256 KiB or 256 pieces are asked for at once: a few questions for a page of rows, each answered in a millisecond or two. */
const largestReadBytes = 256 * 1024;
const largestReadCount = 256;
/** 4 reads, 1 MiB, may be under way: the store's worker answers late while it waits for a slow disk, and then many at once. */
const readsAhead = 4;

interface StoredPayload {
  readonly seq: number;
  readonly size: number;
  /** The first bytes of the payload; for a small payload all of them, and then nothing more is read. */
  readonly preview: Uint8Array;
}

/** Consecutive bytes of one payload. An empty payload has one empty piece. */
export interface PayloadPiece<Payload> {
  readonly payload: Payload;
  readonly bytes: Uint8Array;
}

/** The number of pieces in which a payload is read. */
export function pieceCount(size: number): number {
  return Math.max(1, Math.ceil(size / largestWindowBytes));
}

/** The bytes of payloads, in order. Reads ahead within a page, and gives out every piece it has before it waits for the next page. */
export async function* payloadPieces<Payload extends StoredPayload>(
  reader: RecordReader,
  pages: AsyncIterable<readonly Payload[]>,
): AsyncGenerator<PayloadPiece<Payload>, void, undefined> {
  for await (const payloads of pages) {
    const ahead: Promise<readonly PayloadPiece<Payload>[]>[] = [];
    for (const windows of readsOf(windowsOf(payloads))) {
      const read = readPieces(reader, windows);
      // A failed read is reported when its turn comes; a read that nobody waits for any more may fail unnoticed.
      read.catch(() => undefined);
      ahead.push(read);
      if (ahead.length === readsAhead) yield* (await ahead.shift()) ?? [];
    }
    for (const read of ahead) yield* await read;
  }
}

interface PayloadWindow<Payload> {
  readonly payload: Payload;
  readonly offset: number;
  readonly length: number;
}

function* windowsOf<Payload extends StoredPayload>(
  payloads: readonly Payload[],
): Generator<PayloadWindow<Payload>> {
  for (const payload of payloads) {
    for (let piece = 0; piece < pieceCount(payload.size); piece += 1) {
      const offset = piece * largestWindowBytes;
      yield { payload, offset, length: Math.min(largestWindowBytes, payload.size - offset) };
    }
  }
}

/** Groups as many windows as one read takes. */
function* readsOf<Payload>(
  windows: Iterable<PayloadWindow<Payload>>,
): Generator<readonly PayloadWindow<Payload>[]> {
  let read: PayloadWindow<Payload>[] = [];
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

async function readPieces<Payload extends StoredPayload>(
  reader: RecordReader,
  windows: readonly PayloadWindow<Payload>[],
): Promise<readonly PayloadPiece<Payload>[]> {
  const wanted = windows.filter(({ payload }) => !isWhole(payload));
  const found = wanted.length === 0 ? [] : await reader.windows(wanted.map(windowOf));
  const bytesOf = new Map(wanted.map((window, index) => [window, found[index]]));
  return windows.map((window) => {
    const { payload, length } = window;
    const bytes = bytesOf.get(window) ?? payload.preview;
    if (bytes.length === length) return { payload, bytes };
    throw new Error(
      `Record ${payload.seq} has fewer bytes in the file than its row says. The file is damaged.`,
    );
  });
}

/** True for a small payload, which came with its row. */
function isWhole({ preview, size }: StoredPayload): boolean {
  return preview.length === size;
}

function windowOf({ payload, offset, length }: PayloadWindow<StoredPayload>): RecordWindow {
  return { seq: payload.seq, offset, length };
}

/** Looks at the next piece, and drops as much of it as was used. Waits for a piece only when it is looked at. */
export class PieceCursor<Payload> {
  private readonly pieces: AsyncIterator<PayloadPiece<Payload>, void>;
  /** The pieces looked at so far, in order: one, or a few more while somebody looks further ahead. */
  private readonly ahead: PayloadPiece<Payload>[] = [];

  constructor(pieces: AsyncIterator<PayloadPiece<Payload>, void>) {
    this.pieces = pieces;
  }

  /** Null at the end. */
  async peek(): Promise<PayloadPiece<Payload> | null> {
    return this.peekAt(0);
  }

  /** The piece `index` places after the next one; null when there are not that many. */
  async peekAt(index: number): Promise<PayloadPiece<Payload> | null> {
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
    const { payload, bytes } = current;
    if (byteCount < bytes.length) this.ahead[0] = { payload, bytes: bytes.subarray(byteCount) };
    else this.ahead.shift();
  }

  async take(): Promise<PayloadPiece<Payload> | null> {
    const piece = await this.peek();
    this.ahead.shift();
    return piece;
  }
}
