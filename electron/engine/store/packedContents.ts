import type { RecordContent, RecordHead } from '../../../shared/model/record.ts';

/** Records with their bytes as they pass from one thread to another: the heads, and the bytes one after the other. */
export interface PackedContents {
  readonly heads: readonly RecordHead[];
  /** How many bytes each of them has here. */
  readonly lengths: readonly number[];
  readonly body: Uint8Array<ArrayBuffer>;
}

/** 1 MiB, or one record that is larger, is handed over at once: some milliseconds of work, and flat memory. */
const largestPackBytes = 1024 * 1024;

/** Fills one answer. */
export class ContentsPack {
  private readonly heads: RecordHead[] = [];
  private readonly pieces: Uint8Array[] = [];
  private byteCount = 0;

  /** `length`: how many of its bytes are wanted at most. */
  add({ bytes, ...head }: RecordContent, length: number): void {
    const piece = bytes.length > length ? bytes.subarray(0, length) : bytes;
    this.heads.push(head);
    this.pieces.push(piece);
    this.byteCount += piece.length;
  }

  get count(): number {
    return this.heads.length;
  }

  get isFull(): boolean {
    return this.byteCount >= largestPackBytes;
  }

  finish(): PackedContents {
    const body = new Uint8Array(this.byteCount);
    let at = 0;
    for (const piece of this.pieces) {
      body.set(piece, at);
      at += piece.length;
    }
    return { heads: this.heads, lengths: this.pieces.map(({ length }) => length), body };
  }
}

export function unpackContents({ heads, lengths, body }: PackedContents): RecordContent[] {
  let at = 0;
  return heads.map((head, index) => {
    const bytes = body.subarray(at, at + (lengths[index] ?? 0));
    at += bytes.length;
    return { ...head, bytes };
  });
}
