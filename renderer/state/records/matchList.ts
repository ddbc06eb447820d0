import { createStore, type StoreApi } from 'zustand/vanilla';
import { isAborted, messageOf } from '../../../shared/base/errors.ts';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { FilteredView } from '../../../shared/model/filteredView.ts';
import type { ViewId } from '../../../shared/model/ids.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { unpackRows } from '../../../shared/model/recordPage.ts';
import type { WirebenchClient } from '../base/client.ts';
import type { ItemId } from './itemId.ts';
import { emptyList, haveSeveralPeers, itemOfRow, type RowList, type RowListState } from './rowList.ts';
import { RowPages, tailRows, type RowsRead } from './rowPages.ts';

export interface MatchListState extends RowListState {
  /** Null until the engine has opened the view. A new one after the transport was lost. */
  readonly view: ViewId | null;
  readonly state: 'scanning' | 'current' | 'failed';
  /** True once all existing records have been searched: later ones are searched as they come. */
  readonly caughtUp: boolean;
  /** The sequence numbers of the oldest record, the last searched one, and the newest. */
  readonly first: number;
  readonly scanned: number;
  readonly last: number;
}

/** A match, and its index among the matches. */
export interface FoundMatch {
  readonly item: ItemId;
  readonly index: number;
}

export type Toward = 'next' | 'previous';

/** The records of a source that match a filter, as they are found. The index of a row is its position among the matches. */
export class MatchList implements RowList<MatchListState> {
  readonly filter: string;
  readonly store: StoreApi<MatchListState>;
  private readonly client: WirebenchClient;
  private readonly source: RecordSource;
  private readonly from: number;
  private readonly nextFrame: () => Promise<void>;
  private readonly owner = new Owner();
  private readonly pages: RowPages;
  private opened = new Owner();
  private holders = 0;
  private isDisposed = false;

  constructor(
    client: WirebenchClient,
    source: RecordSource,
    options: {
      readonly filter: string;
      /** The number of the first record that is searched. */
      readonly from: number;
      readonly nextFrame: () => Promise<void>;
    },
  ) {
    this.client = client;
    this.source = source;
    this.filter = options.filter;
    this.from = options.from;
    this.nextFrame = options.nextFrame;
    this.store = createStore<MatchListState>(() => ({
      ...emptyList,
      view: null,
      state: 'scanning',
      caughtUp: false,
      first: 1,
      scanned: 0,
      last: 0,
    }));
    this.pages = this.owner.add(
      new RowPages({
        origin: 0,
        read: (from, count, signal) => this.read(from, count, signal),
        arrived: () => this.changed({ problem: null }),
        failed: (error) => this.store.setState({ problem: messageOf(error) }),
      }),
    );
    this.open();
  }

  row(index: number): RecordRow | undefined {
    return this.pages.get(index);
  }

  itemAt(index: number): ItemId | null {
    const row = this.row(index);
    return row ? itemOfRow(row) : null;
  }

  show(from: number, end: number): void {
    this.pages.show(from, end);
  }

  wantRow(index: number | null): void {
    this.pages.wantRow(index);
  }

  retry(): void {
    this.store.setState({ problem: null });
    if (this.store.getState().state === 'failed') this.open();
    this.pages.retry();
  }

  /** The nearest match after or before a record (excluding it); null when none was found (yet). */
  async near(seq: number, toward: Toward): Promise<FoundMatch | null> {
    const { view } = this.store.getState();
    if (view === null) return null;
    const found = await this.client.call('views.near', { view, seq, toward });
    return found.seq === null || found.index === null ? null : { item: found.seq, index: found.index };
  }

  /** True once every record up to this one has been searched. */
  hasScanned(seq: number): boolean {
    const { state, scanned } = this.store.getState();
    return state === 'current' || scanned >= seq;
  }

  /** Keeps the search, and what it has found, for somebody who reads it while another filter takes its place. */
  hold(): Disposable {
    this.holders += 1;
    const release = (): void => {
      this.holders -= 1;
      if (this.isDisposed) this.dispose();
    };
    return toDisposable(release);
  }

  dispose(): void {
    this.isDisposed = true;
    if (this.holders > 0) return;
    this.opened.dispose();
    this.owner.dispose();
  }

  private open(): void {
    this.opened.dispose();
    this.opened = new Owner();
    this.store.setState({ state: 'scanning', problem: null });
    this.opened.add(
      this.client.subscribe(
        'views.open',
        { source: this.source, filter: this.filter, rows: tailRows, from: this.from },
        ({ output, body }) => {
          this.take(output, body);
          return this.nextFrame();
        },
        (error) =>
          this.store.setState({
            isLoaded: true,
            state: 'failed',
            problem: error?.message ?? 'The engine ended this search. Filter again.',
          }),
      ),
    );
  }

  private take(item: FilteredView, body: Uint8Array): void {
    const { view, state, problem, matches, dropped, first, scanned, last } = item;
    const before = this.store.getState();
    // After a lost transport, a new view searches everything again, with indices of its own.
    const isAnother = before.view !== view;
    if (isAnother) this.pages.clear();
    const rows = unpackRows(item.rows, body);
    const end = dropped + matches;
    this.pages.put(end - rows.length, rows);
    this.changed({
      view,
      state,
      caughtUp: state === 'current' || (before.caughtUp && !isAnother),
      problem,
      first,
      scanned,
      last,
      isLoaded: true,
      begin: dropped,
      end,
      hasSeveralPeers: before.hasSeveralPeers || haveSeveralPeers(rows),
    });
  }

  private async read(from: number, count: number, signal: AbortSignal): Promise<RowsRead> {
    const { view } = this.store.getState();
    if (view === null) return { from, rows: [], end: 0 };
    try {
      const { output, body } = await this.client.call('views.rows', { view, from, count }, { signal });
      const { dropped, matches } = output;
      return {
        from: Math.max(from, dropped),
        rows: unpackRows(output.rows, body),
        end: dropped + matches,
      };
    } catch (error) {
      // A view that was lost with its transport is reopened, and the visible rows are requested again then.
      if (this.store.getState().view !== view && !isAborted(error)) return { from, rows: [], end: 0 };
      throw error;
    }
  }

  private changed(change: Partial<MatchListState>): void {
    this.store.setState(({ rowsVersion }) => ({ ...change, rowsVersion: rowsVersion + 1 }));
    const { begin, end } = this.store.getState();
    this.pages.extend(begin, end);
  }
}
