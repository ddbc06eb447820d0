/**
 * 1 MiB is kept of a frame, or of the fragments before it: a mistake shows at the beginning, and the content of a large message, which `ws`
 * holds, must not be held twice.
 */
const largestKeptBytes = 1024 * 1024;
/** 65,536 pieces: if they are smaller than 16 bytes, keeping them costs more than they hold. */
const largestPieceCount = 65_536;
/** The longest head of a WebSocket frame. */
const headBytes = 14;

/** The first of successive bytes, and how many there were. */
export class Keeping {
  readonly pieces: Uint8Array[] = [];
  size = 0;
  private keptBytes = 0;

  /** `size`: the full count, when these are only the first. */
  add(bytes: Uint8Array, size = bytes.length): void {
    this.size += size;
    const room = largestKeptBytes - this.keptBytes;
    if (room <= 0 || this.pieces.length >= largestPieceCount) return;
    const kept = bytes.length > room ? bytes.subarray(0, room) : bytes;
    this.keptBytes += kept.length;
    this.pieces.push(kept);
  }

  /** The first bytes of these and the next ones: enough for a head. */
  beginning(next: Uint8Array): Uint8Array {
    const [first] = this.pieces;
    if (first && first.length >= headBytes) return first;
    return Buffer.concat([...this.pieces.slice(0, headBytes), next.subarray(0, headBytes)]);
  }

  /** The kept part of these and the next ones. */
  and(next: Uint8Array): Uint8Array {
    const room = this.keptBytes < this.size ? 0 : Math.max(0, largestKeptBytes - this.keptBytes);
    return Buffer.concat([...this.pieces, next.subarray(0, room)]);
  }
}
