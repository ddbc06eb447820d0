import type { ExchangeCursor } from './exchangeCursor.ts';
import { beginsLike, type ExchangedRow } from './exchange.ts';

/** Skips what came in an exchange beyond what was recorded. What came early for the next exchange is left to be compared with it. */
export class Surplus {
  private readonly received: ExchangeCursor;
  private readonly isStream: boolean;
  private readonly exceeded: (weight: number) => void;
  private exchange = 0;
  private lastMessageSeq = 0;

  constructor(received: ExchangeCursor, isStream: boolean, exceeded: (weight: number) => void) {
    this.received = received;
    this.isStream = isStream;
    this.exceeded = exceeded;
  }

  /** Skips the surplus when `recorded`, whose bytes are all still to be compared, is the first payload of its exchange. */
  async passBefore(recorded: ExchangedRow): Promise<void> {
    if (recorded.exchange === this.exchange) return;
    this.exchange = recorded.exchange;
    const head = await this.headBefore(recorded.exchange, recorded.preview.length);
    if (head && !beginsLike(head, recorded.preview, this.isStream)) await this.passUntil(recorded.exchange);
  }

  /** Skips everything still to come: the recording has nothing left to compare it with. */
  async passAll(): Promise<void> {
    await this.passUntil(Number.POSITIVE_INFINITY);
  }

  /** The beginning of what came before the exchange and was not compared; null when nothing is left. */
  private async headBefore(exchange: number, byteCount: number): Promise<Uint8Array | null> {
    const first = await this.received.peek();
    if (!first || first.payload.exchange >= exchange) return null;
    if (!this.isStream) return first.payload.preview;
    let head: Uint8Array = first.bytes.slice(0, byteCount);
    for (let index = 1; head.length < byteCount; index += 1) {
      const next = await this.received.peekAt(index);
      if (!next || next.payload.exchange >= exchange) break;
      head = Buffer.concat([head, next.bytes.subarray(0, byteCount - head.length)]);
    }
    return head;
  }

  private async passUntil(exchange: number): Promise<void> {
    const { received } = this;
    for (let piece = await received.peek(); piece; piece = await received.peek()) {
      const { payload, bytes } = piece;
      if (payload.exchange >= exchange) return;
      if (this.isStream) this.exceeded(bytes.length);
      else if (payload.seq !== this.lastMessageSeq) this.exceeded(1);
      this.lastMessageSeq = payload.seq;
      received.drop(bytes.length);
    }
  }
}
