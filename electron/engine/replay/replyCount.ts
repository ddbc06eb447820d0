import { previewBytes } from '../../../shared/model/record.ts';
import { beginsLike, type Exchange } from './exchange.ts';

const noBytes = new Uint8Array();

/**
 * Counts what comes and what was recorded, exchange by exchange, so that a surplus in one reply does not count for the next. It keeps at
 * most the first 64 bytes of a surplus.
 */
export class ReplyCount {
  private readonly isStream: boolean;
  private expected: number;
  private received = 0;
  /** The first bytes of the surplus; null when they were not kept. */
  private head: Uint8Array | null = noBytes;

  /** `expected`: how much should come before the first send. */
  constructor(isStream: boolean, expected: number) {
    this.isStream = isStream;
    this.expected = expected;
  }

  /** Bytes or messages of this exchange that have not come yet. */
  get lacking(): number {
    return Math.max(0, this.expected - this.received);
  }

  take(bytes: Uint8Array): void {
    if (this.isStream) this.extendHead(bytes);
    else if (this.received === this.expected) this.head = bytes.slice(0, previewBytes);
    this.received += this.isStream ? bytes.length : 1;
  }

  /**
   * A message was sent. Replies still outstanding are no longer waited for; a surplus counts only when the next exchange begins like it.
   */
  begin(next: Exchange): void {
    const surplus = Math.max(0, this.received - this.expected);
    const isEarly = surplus > 0 && (next.weight === 0 || this.opens(next));
    this.received = isEarly ? surplus : 0;
    this.head = isEarly ? this.headAfter(next.weight) : noBytes;
    this.expected = next.weight;
  }

  /** When an early surplus was longer than the bytes kept of it, the rest counts as early, too. */
  private opens({ opening }: Exchange): boolean {
    return this.head === null || beginsLike(this.head, opening, this.isStream);
  }

  private headAfter(weight: number): Uint8Array | null {
    if (weight === 0) return this.head;
    if (this.received <= weight) return noBytes;
    const isKept = this.isStream && this.head !== null && this.head.length > weight;
    return isKept && this.head !== null ? this.head.subarray(weight) : null;
  }

  private extendHead(bytes: Uint8Array): void {
    if (this.head === null || this.head.length >= previewBytes) return;
    const from = this.expected + this.head.length - this.received;
    if (from < 0 || from >= bytes.length) return;
    const more = bytes.subarray(from, from + previewBytes - this.head.length);
    this.head = Buffer.concat([this.head, more]);
  }
}
