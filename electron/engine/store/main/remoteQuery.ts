import { WirebenchError } from '../../../../shared/base/errors.ts';
import { Cell } from '../../../../shared/base/signal.ts';
import type { ByteRange, MatchPage } from '../../../../shared/model/filteredView.ts';
import { unpackRows } from '../../../../shared/model/recordPage.ts';
import type { FileId, PackedMatches, QueryId } from '../protocol.ts';
import type { QueryProgress, RecordQuery } from '../store.ts';
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
export class RemoteQuery implements RecordQuery, QueryListener {
  readonly progress = new Cell<QueryProgress>(nothingYet);
  private readonly channel: StoreChannel;
  private readonly id: QueryId;
  private readonly ended: () => void;
  private isClosed = false;

  /** Rejects as `RecordReader.query` does. `ended` is told when it was closed by whoever asked for it. */
  static async open(
    channel: StoreChannel,
    file: FileId,
    filter: string,
    ended: () => void,
  ): Promise<RemoteQuery> {
    const query = new RemoteQuery(channel, ended);
    try {
      query.told(await channel.call('query', { query: query.id, file, filter }));
      return query;
    } catch (error) {
      channel.unlistenQuery(query.id);
      throw error;
    }
  }

  private constructor(channel: StoreChannel, ended: () => void) {
    this.channel = channel;
    this.ended = ended;
    this.id = channel.listenQuery(this);
  }

  async rows(from: number, count: number): Promise<MatchPage> {
    this.requireOpen();
    return unpacked(await this.channel.call('queryRows', { query: this.id, from, count }));
  }

  async tail(count: number): Promise<MatchPage> {
    this.requireOpen();
    return unpacked(await this.channel.call('queryTail', { query: this.id, count }));
  }

  async near(
    seq: number,
    toward: 'next' | 'previous',
  ): Promise<{ readonly seq: number | null; readonly index: number | null }> {
    this.requireOpen();
    return this.channel.call('queryNear', { query: this.id, seq, toward });
  }

  async ranges(seq: number, offset: number, length: number): Promise<readonly ByteRange[]> {
    this.requireOpen();
    return (await this.channel.call('queryRanges', { query: this.id, seq, offset, length })).ranges;
  }

  /** Says that the file has records from `first` to `last` now. */
  async changed(first: number, last: number): Promise<void> {
    if (!this.isClosed) await this.channel.call('queryChanged', { query: this.id, first, last });
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    // For those who still follow it.
    this.lost('This filtered view is closed. Filter again.');
    this.isClosed = true;
    this.ended();
    this.channel.unlistenQuery(this.id);
    // Where the worker is gone, so is the query.
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

function unpacked({ output, body }: PackedMatches): MatchPage {
  return { matches: output.matches, dropped: output.dropped, rows: unpackRows(output.rows, body) };
}
