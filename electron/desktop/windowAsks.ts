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
    for await (const asks of this.waiting.changes(signal)) {
      for (let ask = asks.shift(); ask !== undefined; ask = asks.shift()) yield ask;
    }
  }
}
