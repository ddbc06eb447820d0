import { WirebenchError } from '../../../../shared/base/errors.ts';
import { OwnedQuery } from './ownedQuery.ts';
import type { Reader } from './reader.ts';
import type { RemoteQuery } from './remoteQuery.ts';
import type { RecordQuery, Search } from '../store.ts';

/** 50 ms between two reports to the queries: a current search lags behind by no more than that. */
const tellIntervalMs = 50;

/**
 * The queries over a file that is being written. Each reads through a connection of its own, so that it goes on when the file is finished.
 */
export class LiveQueries {
  private readonly openReader: () => Promise<Reader>;
  private readonly queries = new Set<RemoteQuery>();
  private first = 1;
  private last = 0;
  private timer: NodeJS.Timeout | null = null;
  private hasEnded = false;

  constructor(openReader: () => Promise<Reader>) {
    this.openReader = openReader;
  }

  async open({ filter, from }: Search): Promise<RecordQuery> {
    if (this.hasEnded) throw new WirebenchError('WRONG_STATE', 'This recording is closed. Open it again.');
    const reader = await this.openReader();
    try {
      const query = await reader.query(filter, from);
      this.queries.add(query);
      // Includes what was committed while the query was opened.
      await query.changed(this.first, this.last);
      return this.owned(query, reader);
    } catch (error) {
      await reader.close();
      throw error;
    }
  }

  /** Records up to `last` are committed. */
  grew(last: number): void {
    this.last = last;
    this.tellSoon();
  }

  cut(first: number): void {
    this.first = first;
    this.tellSoon();
  }

  /** The file is finished: it will not grow any more. */
  end(): void {
    this.hasEnded = true;
    this.tellNow();
  }

  private owned(query: RemoteQuery, reader: Reader): RecordQuery {
    return new OwnedQuery(query, async () => {
      this.queries.delete(query);
      await query.close();
      await reader.close();
    });
  }

  private tellSoon(): void {
    if (this.queries.size > 0) this.timer ??= setTimeout(() => this.tellNow(), tellIntervalMs);
  }

  private tellNow(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    for (const query of this.queries) {
      // If the worker is gone, the query has been told already.
      query.changed(this.first, this.last).catch(() => undefined);
    }
  }
}
