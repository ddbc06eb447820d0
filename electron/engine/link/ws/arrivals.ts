import { afterClose } from './breaches.ts';
import { FrameTrail, type Trail, type Unfinished } from './frameTrail.ts';
import type { FrameHead } from './frameHead.ts';
import { Keeping } from './keeping.ts';

/** What has come over a WebSocket beside the messages that were told of it: what `ws` does not show. */
export class Arrivals {
  /** When the last chunk came. */
  lastBytesAtUs: number;
  private readonly trail = new FrameTrail();
  /** Messages and control frames of the last chunk that were told. */
  private toldOfChunk = 0;
  /** What comes after the peer's close frame, and nobody reads. */
  private late: Keeping | null = null;

  constructor(atUs: number) {
    this.lastBytesAtUs = atUs;
  }

  /** To be called with each chunk before `ws` reads it. */
  take(chunk: Uint8Array, atUs: number): void {
    this.lastBytesAtUs = atUs;
    this.toldOfChunk = 0;
    if (this.late) this.late.add(chunk);
    else this.trail.take(chunk);
  }

  /** To be called with each message and control frame. */
  told(): void {
    this.toldOfChunk += 1;
  }

  /** What came and was not told; `isBroken` as in `FrameTrail.after`. */
  leftOver(isBroken: (head: FrameHead, message: Unfinished) => boolean): Trail {
    return this.trail.after(this.toldOfChunk, isBroken);
  }

  /** The peer's close frame has come: what is behind it is kept from here on. */
  keepLate(): void {
    this.late = new Keeping();
    this.late.add(this.trail.behind(this.toldOfChunk + 1));
  }

  /** What came behind the peer's close frame, as records. */
  afterClose(): ReturnType<typeof afterClose> {
    return afterClose(this.late);
  }
}
