import type { WrittenMessage } from '../../../shared/model/writtenMessage.ts';

/** 10,000 different messages in one session; a count that was forgotten begins anew. */
const mostMessages = 10_000;

/** How often each message was sent in a session, for `{{$counter}}`. A message is its text: a changed one is another one. */
export class MessageCounts {
  private readonly counts = new Map<string, number>();

  /** How often the message was sent so far. */
  before(message: WrittenMessage): number {
    return this.counts.get(keyOf(message)) ?? 0;
  }

  sent(message: WrittenMessage): void {
    const key = keyOf(message);
    const count = this.before(message) + 1;
    this.counts.delete(key);
    this.counts.set(key, count);
    const [oldest] = this.counts.keys();
    if (this.counts.size > mostMessages && oldest !== undefined) this.counts.delete(oldest);
  }
}

function keyOf({ format, encoding, terminator, text }: WrittenMessage): string {
  return JSON.stringify([format, encoding, terminator, text]);
}
