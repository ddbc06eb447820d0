import { afterClose } from './breaches.ts';
import { FrameTrail, type Trail, type Unfinished } from './frameTrail.ts';
import type { FrameHead } from './frameHead.ts';
import { Keeping } from './keeping.ts';

/** Arrivals on a WebSocket that `ws` does not show: all bytes besides the reported messages. */
export class Arrivals {
  /** When the last chunk came. */
  lastBytesAtUs: number;
  private readonly trail = new FrameTrail();
  /** Reported messages and control frames of the last chunk. */
  private toldOfChunk = 0;
  /** Bytes after the peer's close frame, which nobody reads. */
  private late: Keeping | null = null;

  constructor(atUs: number) {
    this.lastBytesAtUs = atUs;
  }

  /** Call it with each chunk before `ws` reads it. */
  take(chunk: Uint8Array, atUs: number): void {
    this.lastBytesAtUs = atUs;
    this.toldOfChunk = 0;
    if (this.late) this.late.add(chunk);
    else this.trail.take(chunk);
  }

  /** Call it for each message and control frame. */
  told(): void {
    this.toldOfChunk += 1;
  }

  /** Bytes that arrived and were not reported; `isBroken` as in `FrameTrail.after`. */
  leftOver(isBroken: (head: FrameHead, message: Unfinished) => boolean): Trail {
    return this.trail.after(this.toldOfChunk, isBroken);
  }

  /** The peer's close frame has arrived: bytes after it are kept from here on. */
  keepLate(): void {
    this.late = new Keeping();
    this.late.add(this.trail.behind(this.toldOfChunk + 1));
  }

  /** The bytes after the peer's close frame, as records. */
  afterClose(): ReturnType<typeof afterClose> {
    return afterClose(this.late);
  }
}
