import { Keeping } from './keeping.ts';
import { frameSize, isControl, readFrameHead, type FrameHead } from './frameHead.ts';

/** A frame as it arrived. */
export interface TrailFrame {
  /** Null when not even its first two bytes have arrived. */
  readonly head: FrameHead | null;
  /** Only the beginning of the frame when `size`, the number of bytes that arrived, is larger. */
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly isWhole: boolean;
  /** Unmasked; null when not all of it has arrived, or was kept. */
  readonly payload: Uint8Array | null;
}

/** The fragments of a message that arrived before its last one. */
export interface Unfinished {
  /** The opcode of its first fragment; 0 when there is none. */
  readonly opcode: number;
  readonly count: number;
  readonly payloadBytes: number;
}

/** Arrivals that `ws` has not reported as a message: a frame, and the earlier fragments of its message, heads included. */
export interface Trail {
  readonly frame: TrailFrame | null;
  readonly message: Unfinished;
  readonly fragments: { readonly bytes: Uint8Array; readonly size: number };
}

/** A frame that was found, and how much of it arrived before the last chunk. */
type Found = Omit<TrailFrame, 'payload'> & { readonly earlierBytes: number };

/** A fragmented message: the known facts, and the first of its bytes. */
interface Fragmented extends Unfinished {
  readonly kept: Keeping;
  /** How many pieces of `kept` belong to it, since that grows. */
  readonly pieces: number;
  readonly size: number;
}

const nothing: Fragmented = {
  opcode: 0,
  count: 0,
  payloadBytes: 0,
  kept: new Keeping(),
  pieces: 0,
  size: 0,
};

/** FIN, no reserved bit, and an opcode below 8: outside a fragmented message, this is a message in one frame. */
const wholeMessage = 0x10;

/**
 * Follows the frames of a WebSocket through its chunks, so that a frame that breaks the protocol, or stays incomplete, can be shown as it
 * arrived: `ws` reports only that there was one. It walks from head to head, keeps the last chunk and incomplete frames, and looks closer
 * only on demand.
 */
export class FrameTrail {
  /** The frame that began in an earlier chunk, without its bytes in the last one. */
  private begun: Keeping | null = null;
  private chunk: Uint8Array = new Uint8Array();
  /** Where the last frame begins in the last chunk, if it does not end there; -1 when that frame is `begun`. */
  private rest = 0;
  /** After the last chunk, and before it. */
  private message = nothing;
  private before = nothing;

  /** Call it with each chunk before `ws` reads it. */
  take(chunk: Uint8Array): void {
    this.begun = this.whatIsLeft();
    this.before = this.message;
    this.chunk = chunk;
    const at = this.begun === null ? 0 : this.endBegun(this.begun);
    this.rest = at < 0 ? -1 : this.walk(at);
  }

  /**
   * The rest after `told` messages and control frames of the last chunk. `isBroken` is true for a head beyond which `ws` read no further.
   */
  after(told: number, isBroken: (head: FrameHead, message: Unfinished) => boolean): Trail {
    let message = this.before;
    let left = told;
    for (const frame of this.frames()) {
      const { head, isWhole } = frame;
      const stops = head === null || (left === 0 && isBroken(head, message));
      if (head === null || stops || !isWhole) return trailOf(asItCame(frame, false), message);
      const completes = head.isFinal || isControl(head.opcode);
      if (left === 0 && completes) return trailOf(asItCame(frame, true), message);
      if (completes) left -= 1;
      if (!isControl(head.opcode)) {
        message = withFragment(message, head, () => asItCame(frame, true).bytes, frame.size);
      }
    }
    return trailOf(null, message);
  }

  /** The bytes of the last chunk after this number of messages and control frames. */
  behind(told: number): Uint8Array {
    let at = 0;
    let left = told;
    for (const { head, size, earlierBytes } of this.frames()) {
      if (left === 0 || head === null) break;
      if (head.isFinal || isControl(head.opcode)) left -= 1;
      at += size - earlierBytes;
    }
    return this.chunk.subarray(at);
  }

  private whatIsLeft(): Keeping | null {
    const { chunk, rest, begun } = this;
    if (rest === chunk.length) return null;
    const left = rest < 0 ? begun : new Keeping();
    left?.add(rest < 0 ? chunk : chunk.subarray(rest));
    return left;
  }

  /** Where the frame ends that began before the last chunk; -1 when it does not end yet. */
  private endBegun(begun: Keeping): number {
    const head = begun.beginning(this.chunk);
    const size = frameSize(head, 0);
    const end = size - begun.size;
    if (size < 0 || end > this.chunk.length) return -1;
    if (this.message !== nothing || (head[0] ?? 0) >>> 3 !== wholeMessage) {
      this.passed(begun.and(this.chunk.subarray(0, end)), size);
    }
    return end;
  }

  /** Returns where the first frame begins that does not end in this chunk, or the chunk's end. */
  private walk(from: number): number {
    const { chunk } = this;
    let at = from;
    for (;;) {
      const size = frameSize(chunk, at);
      const end = at + size;
      if (size < 0 || end > chunk.length) return at;
      if (this.message !== nothing || (chunk[at] ?? 0) >>> 3 !== wholeMessage) {
        this.passed(chunk.subarray(at, end), size);
      }
      at = end;
    }
  }

  private passed(bytes: Uint8Array, size: number): void {
    const head = readFrameHead(bytes);
    if (head && !isControl(head.opcode)) {
      this.message = withFragment(this.message, head, () => Uint8Array.from(bytes), size);
    }
  }

  /** The frames of the last chunk, including the one that began before it. */
  private *frames(): Generator<Found, void, undefined> {
    const { begun, chunk } = this;
    let at = 0;
    if (begun) {
      const size = frameSize(begun.beginning(chunk), 0);
      at = size < 0 ? chunk.length : Math.min(size - begun.size, chunk.length);
      const isWhole = size === begun.size + at;
      const bytes = begun.and(chunk.subarray(0, at));
      yield { head: readFrameHead(bytes), bytes, size: begun.size + at, isWhole, earlierBytes: begun.size };
    }
    while (at < chunk.length) {
      const size = frameSize(chunk, at);
      const end = size < 0 ? chunk.length : Math.min(at + size, chunk.length);
      const bytes = chunk.subarray(at, end);
      yield {
        head: readFrameHead(bytes),
        bytes,
        size: end - at,
        isWhole: end - at === size,
        earlierBytes: 0,
      };
      at = end;
    }
  }
}

/** `copy`: the bytes as they arrived, which must not change any more. */
function withFragment(
  message: Fragmented,
  head: FrameHead,
  copy: () => Uint8Array,
  size: number,
): Fragmented {
  if (head.isFinal) return nothing;
  const kept = message === nothing ? new Keeping() : message.kept;
  // On a second call, it has been added already.
  if (kept.size === message.size) kept.add(copy(), size);
  return {
    kept,
    opcode: message.opcode === 0 ? head.opcode : message.opcode,
    count: message.count + 1,
    payloadBytes: message.payloadBytes + (head.payloadBytes ?? 0),
    pieces: Math.min(message.pieces + 1, kept.pieces.length),
    size: message.size + size,
  };
}

function trailOf(frame: TrailFrame | null, message: Fragmented): Trail {
  const bytes = Buffer.concat(message.kept.pieces.slice(0, message.pieces));
  return { frame, message, fragments: { bytes, size: message.size } };
}

/** `ws` unmasks in place a payload that lies in one chunk, once it has read all of it. */
function asItCame({ earlierBytes, ...frame }: Found, isRead: boolean): TrailFrame {
  const { head, isWhole, size } = frame;
  const isUnmasked = isRead && head !== null && head.isMasked && earlierBytes <= head.headBytes;
  const bytes = isUnmasked ? withMask(frame.bytes, head) : Uint8Array.from(frame.bytes);
  const hasAll = head !== null && isWhole && bytes.length === size;
  return { ...frame, bytes, payload: hasAll ? withMask(bytes, head).subarray(head.headBytes) : null };
}

/** A copy with the payload masked, or unmasked (RFC 6455, section 5.3). */
function withMask(bytes: Uint8Array, { isMasked, headBytes }: FrameHead): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (!isMasked) return copy;
  for (let index = headBytes; index < copy.length; index += 1) {
    copy[index] = (bytes[index] ?? 0) ^ (bytes[headBytes - 4 + ((index - headBytes) % 4)] ?? 0);
  }
  return copy;
}
