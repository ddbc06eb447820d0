import { WirebenchError } from '../../../../shared/base/errors.ts';
import { Cell } from '../../../../shared/base/signal.ts';
import { NamedQuery } from '../namedReads.ts';
import type { FileId, QueryId } from '../protocol.ts';
import type { QueryReadName, QueryReads } from '../reads.ts';
import type { QueryProgress, RecordQuery, Search } from '../store.ts';
import type { QueryListener, StoreChannel } from './storeChannel.ts';

const nothingYet: QueryProgress = {
  state: 'scanning',
  problem: null,
  matches: 0,
  dropped: 0,
  first: 1,
  scanned: 0,
  last: 0,
};

/** A query that runs in the reading worker. */
export class RemoteQuery extends NamedQuery implements RecordQuery, QueryListener {
  readonly progress = new Cell<QueryProgress>(nothingYet);
  private readonly channel: StoreChannel;
  private readonly id: QueryId;
  private readonly ended: () => void;
  private isClosed = false;

  /** Rejects as `RecordReader.query` does. `ended` is called when the caller has closed the query. */
  static async open(
    channel: StoreChannel,
    file: FileId,
    search: Search,
    ended: () => void,
  ): Promise<RemoteQuery> {
    const query = new RemoteQuery(channel, ended);
    try {
      query.told(await channel.call('query', { query: query.id, file, ...search }));
      return query;
    } catch (error) {
      channel.unlistenQuery(query.id);
      throw error;
    }
  }

  private constructor(channel: StoreChannel, ended: () => void) {
    super();
    this.channel = channel;
    this.ended = ended;
    this.id = channel.listenQuery(this);
  }

  async ask<Name extends QueryReadName>(
    name: Name,
    ...question: QueryReads[Name]['question']
  ): Promise<QueryReads[Name]['answer']> {
    this.requireOpen();
    return this.channel.readQuery(this.id, name, question);
  }

  /** Reports that the file has records from `first` to `last` now. */
  async changed(first: number, last: number): Promise<void> {
    if (!this.isClosed) await this.channel.call('queryChanged', { query: this.id, first, last });
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    // For everybody who still follows it.
    this.lost('This filtered view is closed. Filter again.');
    this.isClosed = true;
    this.ended();
    this.channel.unlistenQuery(this.id);
    // If the worker is gone, so is the query.
    await this.channel.call('closeQuery', { query: this.id }).catch(() => null);
  }

  told(progress: QueryProgress): void {
    this.progress.set(progress);
  }

  lost(message: string): void {
    if (!this.isClosed) this.progress.update((last) => ({ ...last, state: 'failed', problem: message }));
  }

  private requireOpen(): void {
    if (!this.isClosed) return;
    throw new WirebenchError('WRONG_STATE', 'This filtered view is closed. Filter again.');
  }
}
