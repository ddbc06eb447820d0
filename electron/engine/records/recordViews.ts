import { WirebenchError } from '../../../shared/base/errors.ts';
import { viewIdSchema, type ViewId } from '../../../shared/model/ids.ts';
import type { RecordQuery, RecordReader } from '../store/store.ts';

/** 64 views at once: some ten windows with a filter and a search in each tab; each view costs memory, and they share one thread. */
export const largestViewCount = 64;

/** The open filtered views, by the ids that windows know them by. */
export class RecordViews {
  private readonly makeId: () => string;
  private readonly queries = new Map<ViewId, RecordQuery>();
  private opening = 0;
  private isClosed = false;

  constructor(makeId: () => string) {
    this.makeId = makeId;
  }

  /**
   * Begins to look for matches. Throws LIMIT when too many views are open, BAD_REQUEST for a filter that cannot be understood. The caller
   * closes the view.
   */
  async open(
    reader: RecordReader,
    filter: string,
    from?: number,
  ): Promise<{ view: ViewId; query: RecordQuery }> {
    if (this.queries.size + this.opening >= largestViewCount) {
      throw new WirebenchError(
        'LIMIT',
        `${largestViewCount} filtered views are open, which is the limit. Close some of them, or their tabs.`,
      );
    }
    this.opening += 1;
    try {
      const query = await reader.query(filter, from);
      const view = viewIdSchema.parse(this.makeId());
      this.queries.set(view, query);
      if (this.isClosed) await this.close(view);
      return { view, query };
    } finally {
      this.opening -= 1;
    }
  }

  /** Throws NOT_FOUND for a closed view. */
  get(view: ViewId): RecordQuery {
    const query = this.queries.get(view);
    if (!query) throw new WirebenchError('NOT_FOUND', 'This filtered view is closed. Filter again.');
    return query;
  }

  async close(view: ViewId): Promise<void> {
    const query = this.queries.get(view);
    this.queries.delete(view);
    await query?.close();
  }

  async closeAll(): Promise<void> {
    this.isClosed = true;
    await Promise.allSettled([...this.queries.keys()].map((view) => this.close(view)));
  }
}
