import { Cell } from '../../../shared/base/signal.ts';
import { NamedQuery } from '../store/namedReads.ts';
import type { QueryReadName, QueryReads } from '../store/reads.ts';
import type { QueryProgress, RecordQuery, RecordReader, Search } from '../store/store.ts';

/** The matches of a filter in a session. When the session goes on in another file, the query searches that one. */
export class SessionQuery extends NamedQuery implements RecordQuery {
  readonly progress: Cell<QueryProgress>;
  private readonly search: Search;
  private readonly ended: (query: SessionQuery) => void;
  private current: RecordQuery;
  /** What it is to search next, while that is being opened. */
  private wanted: RecordReader | null = null;
  private following = new AbortController();
  private isClosed = false;

  /** `ended` is called when it is closed. */
  static async begin(
    reader: RecordReader,
    search: Search,
    ended: (query: SessionQuery) => void,
  ): Promise<SessionQuery> {
    return new SessionQuery(await reader.query(search.filter, search.from), search, ended);
  }

  private constructor(current: RecordQuery, search: Search, ended: (query: SessionQuery) => void) {
    super();
    this.current = current;
    this.search = search;
    this.ended = ended;
    this.progress = new Cell(current.progress.value);
    void this.follow(current);
  }

  /** Matches found in the file before are gone with it. Calls may overlap: the last one counts. */
  async continueWith(reader: RecordReader): Promise<void> {
    this.wanted = reader;
    const next = await reader.query(this.search.filter, this.search.from);
    if (this.isClosed || this.wanted !== reader) {
      await next.close();
      return;
    }
    const before = this.current;
    this.following.abort();
    this.following = new AbortController();
    this.current = next;
    void this.follow(next);
    await before.close();
  }

  ask<Name extends QueryReadName>(
    name: Name,
    ...question: QueryReads[Name]['question']
  ): Promise<QueryReads[Name]['answer']> {
    return this.current.ask(name, ...question);
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.ended(this);
    this.following.abort();
    await this.current.close();
    // Followers ask once more, and learn that it is closed.
    this.progress.touch();
  }

  private async follow(query: RecordQuery): Promise<void> {
    for await (const progress of query.progress.changes(this.following.signal)) this.progress.set(progress);
  }
}
