import { Cell } from '../../shared/base/signal.ts';

/** 100: nobody clicks more often while a page is loaded anew. */
const mostWaiting = 100;

/**
 * What a person has asked of one window outside of its page, in a menu or a notification. It waits until the page takes it, since that may
 * be loading, or be loaded anew after a crash.
 */
export class WindowAsks<Ask> {
  private readonly waiting = new Cell<Ask[]>([]);

  /** Where too many wait, the oldest is dropped. */
  add(ask: Ask): void {
    this.waiting.update((asks) => [...asks, ask].slice(-mostWaiting));
  }

  /** Gives one after the other, each once. */
  async *taken(signal: AbortSignal): AsyncGenerator<Ask, void, undefined> {
    // A list of before, kept while one of it is given, would still have what the list of now has taken over.
    for await (const _changed of this.waiting.changes(signal)) yield* this.takeWaiting();
  }

  private *takeWaiting(): Generator<Ask, void, undefined> {
    for (let ask = this.waiting.value.shift(); ask !== undefined; ask = this.waiting.value.shift()) yield ask;
  }
}
