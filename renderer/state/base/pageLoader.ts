import { isAborted } from '../../../shared/base/errors.ts';
import type { Disposable } from '../../../shared/base/lifecycle.ts';

interface PageLoaderOptions<Page> {
  /** Requests a page. The signal fires when the loader is disposed. */
  load(index: number, signal: AbortSignal): Promise<Page>;
  /** True when the page must be requested (again) before it can be shown. */
  isMissing(index: number, page: Page | undefined): boolean;
  /** A page came. */
  arrived(): void;
  /** A request failed. The page is not requested again before `retry`. */
  failed(error: unknown): void;
  /** How many pages are kept; the least recently wanted go first. */
  readonly pagesKept: number;
}

/** Two requests at once hide the latency; more would only queue up behind pages that were scrolled past already. */
const loadsAtOnce = 2;

/**
 * Keeps the pages that a view shows, and requests missing ones. Only pages wanted now are requested, never one that was scrolled past
 * before its turn came.
 */
export class PageLoader<Page> implements Disposable {
  private readonly options: PageLoaderOptions<Page>;
  /** In the order in which they were last wanted. */
  private readonly pages = new Map<number, Page>();
  private readonly loading = new Set<number>();
  private readonly refused = new Set<number>();
  private abort = new AbortController();
  private wanted: readonly number[] = [];

  constructor(options: PageLoaderOptions<Page>) {
    this.options = options;
  }

  get(index: number): Page | undefined {
    return this.pages.get(index);
  }

  /** Stores a page that came another way. */
  put(index: number, page: Page): void {
    this.pages.delete(index);
    this.pages.set(index, page);
    this.trim();
  }

  /** Says which pages are on the screen, the most urgent first; this replaces the previous call. */
  want(indices: readonly number[]): void {
    this.wanted = indices;
    for (const index of indices) {
      const page = this.pages.get(index);
      if (page !== undefined) this.put(index, page);
    }
    this.loadNext();
  }

  /** Requests failed pages again, if they are still wanted. */
  retry(): void {
    this.refused.clear();
    this.loadNext();
  }

  /** Drops every page, for when all of them are of a different kind now; wanted ones are requested again. */
  clear(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.pages.clear();
    this.loading.clear();
    this.refused.clear();
  }

  dispose(): void {
    this.abort.abort();
    this.wanted = [];
    this.pages.clear();
  }

  private loadNext(): void {
    for (const index of this.wanted) {
      if (this.loading.size >= loadsAtOnce || this.abort.signal.aborted) return;
      if (this.loading.has(index) || this.refused.has(index)) continue;
      if (this.options.isMissing(index, this.pages.get(index))) void this.load(index);
    }
  }

  private async load(index: number): Promise<void> {
    const { signal } = this.abort;
    this.loading.add(index);
    try {
      const page = await this.options.load(index, signal);
      if (signal.aborted) return;
      this.put(index, page);
      this.options.arrived();
    } catch (error) {
      if (isAborted(error) || signal.aborted) return;
      this.refused.add(index);
      this.options.failed(error);
    } finally {
      // After `clear`, the same page may already be loading again for another reader.
      if (!signal.aborted) this.loading.delete(index);
      this.loadNext();
    }
  }

  private trim(): void {
    const spare = this.pages.size - this.options.pagesKept;
    if (spare <= 0) return;
    const onScreen = new Set(this.wanted);
    const oldest = [...this.pages.keys()].filter((index) => !onScreen.has(index)).slice(0, spare);
    for (const index of oldest) this.pages.delete(index);
  }
}
