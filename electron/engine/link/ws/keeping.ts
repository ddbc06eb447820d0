/**
 * 1 MiB of a frame, or of the fragments before it, are kept: whoever looks for a mistake finds it at the beginning, and what `ws` holds
 * of a large message is not to be held twice.
 */
const largestKeptBytes = 1024 * 1024;
/** 65,536 pieces: of smaller ones than 16 bytes, what it takes to keep them would be more than what they hold. */
const largestPieceCount = 65_536;
/** As long as the head of a WebSocket frame can be. */
const headBytes = 14;

/** The first of some bytes that came one after the other, and how many there were. */
export class Keeping {
  readonly pieces: Uint8Array[] = [];
  size = 0;
  private keptBytes = 0;

  /** `size`: how many they were, where these are the first of them. */
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

  /** What is kept of these and the next ones. */
  and(next: Uint8Array): Uint8Array {
    const room = this.keptBytes < this.size ? 0 : Math.max(0, largestKeptBytes - this.keptBytes);
    return Buffer.concat([...this.pieces, next.subarray(0, room)]);
  }
}
