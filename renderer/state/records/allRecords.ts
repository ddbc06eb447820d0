import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../../shared/base/errors.ts';
import { Owner, toDisposable } from '../../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../../shared/contract/contract.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { unpackPage, type RecordPage } from '../../../shared/model/recordPage.ts';
import type { WirebenchClient } from '../base/client.ts';
import { whenReconnected } from '../base/pace.ts';
import type { HiddenRecords } from './hiddenRecords.ts';
import type { ItemId } from './itemId.ts';
import { emptyList, haveSeveralPeers, type RowList, type RowListState } from './rowList.ts';
import { pageRows, RowPages, tailRows, type RowsRead } from './rowPages.ts';

interface AllRecordsOptions {
  /** Follows the tail; otherwise the source is read from its first record. */
  readonly live: boolean;
  /** Resolves when the page is about to be painted. */
  readonly nextFrame: () => Promise<void>;
  /** The number of the first record that is listed. */
  readonly hiddenBefore: number;
  /** Called when records that were deleted are there again. */
  readonly returned: () => void;
}

/** Every record of a source. The index of a row is its sequence number. */
export class AllRecords implements RowList {
  readonly store: StoreApi<RowListState>;
  private readonly client: WirebenchClient;
  private readonly source: RecordSource;
  private readonly options: AllRecordsOptions;
  private readonly owner = new Owner();
  private readonly pages: RowPages;
  /** The oldest stored record, and the first one that may be listed. */
  private first = 1;
  private hiddenBefore: number;
  private tail = new Owner();
  /** The oldest record as the tail told last. */
  private firstOfTail = 1;

  constructor(client: WirebenchClient, source: RecordSource, options: AllRecordsOptions) {
    this.client = client;
    this.source = source;
    this.options = options;
    this.hiddenBefore = options.hiddenBefore;
    const begin = options.hiddenBefore;
    this.store = createStore<RowListState>(() => ({ ...emptyList, begin, end: begin }));
    this.pages = this.owner.add(
      new RowPages({
        origin: 1,
        read: (from, count, signal) => this.read(from, count, signal),
        arrived: () => this.changed({ problem: null }),
        failed: (error) => this.store.setState({ problem: messageOf(error) }),
      }),
    );
    this.owner.add(toDisposable(() => this.tail.dispose()));
    this.owner.add(whenReconnected(client, () => this.askAgain()));
    this.start();
  }

  /** How many stored records are not listed. */
  get hidden(): number {
    return Math.max(0, this.store.getState().begin - this.first);
  }

  /** Lists the records from this number on. */
  hideBefore(seq: number): HiddenRecords {
    const until = this.row(seq - 1)?.at ?? null;
    this.hiddenBefore = seq;
    const begin = Math.max(this.first, seq);
    const { end } = this.store.getState();
    this.changed({ begin, end: Math.max(begin, end) });
    return { before: seq, until };
  }

  row(seq: number): RecordRow | undefined {
    return this.pages.get(seq);
  }

  itemAt(seq: number): ItemId {
    return seq;
  }

  show(from: number, end: number): void {
    this.pages.show(from, end);
  }

  wantRow(seq: number | null): void {
    this.pages.wantRow(seq);
  }

  retry(): void {
    this.start();
    this.askAgain();
  }

  /** Records that were deleted are back in a source that does not grow. */
  readAgain(): void {
    const { end, isLoaded } = this.store.getState();
    // What was not read yet is read with them.
    if (!isLoaded) return;
    this.comeBack(1);
    this.pages.extend(1, Math.max(end, 1 + pageRows));
  }

  dispose(): void {
    this.owner.dispose();
  }

  /** The client itself restarts a tail that was lost with the transport; a refused one needs `retry`. */
  private askAgain(): void {
    this.store.setState({ problem: null });
    this.pages.retry();
  }

  private start(): void {
    if (!this.options.live) {
      if (this.store.getState().isLoaded) return;
      // The number of records comes with the first page.
      this.pages.extend(1, 1 + pageRows);
      this.pages.show(1, 1 + pageRows);
      return;
    }
    this.tail.dispose();
    this.tail = new Owner();
    this.tail.add(
      this.client.subscribe(
        'records.tail',
        { source: this.source, rows: tailRows },
        (packed) => {
          this.takeTail(unpackPage(packed));
          return this.options.nextFrame();
        },
        (error) => error && this.store.setState({ problem: error.message }),
      ),
    );
  }

  /** The items of a tail are in order: what begins earlier than the one before has got deleted records back. */
  private lookAtFirst({ first }: RecordPage): void {
    const haveReturned = first < this.firstOfTail;
    this.firstOfTail = first;
    if (haveReturned) this.comeBack(first);
  }

  private comeBack(first: number): void {
    this.first = first;
    this.pages.clear();
    this.options.returned();
  }

  /** The newest rows go to their places; rows between them and earlier ones are requested when they come into view. */
  private takeTail(page: RecordPage): void {
    this.lookAtFirst(page);
    this.pages.put(page.rows[0]?.seq ?? 0, page.rows);
    this.changed(this.extentOf(page));
  }

  private async read(from: number, count: number, signal: AbortSignal): Promise<RowsRead> {
    const page = unpackPage(
      await this.client.call('records.rows', { source: this.source, from, count }, { signal }),
    );
    this.grew(this.extentOf(page));
    return { from: page.rows[0]?.seq ?? from, rows: page.rows, end: page.last + 1 };
  }

  /** Answers may overtake each other, so the extent only grows: removed rows stay removed, unless the tail has them again, and known rows stay known. */
  private extentOf(page: RecordPage): RowListState {
    const state = this.store.getState();
    this.first = Math.max(this.first, page.first);
    const begin = Math.max(this.first, this.hiddenBefore);
    return {
      ...state,
      isLoaded: true,
      begin,
      end: Math.max(begin, state.end, page.last + 1),
      hasSeveralPeers: state.hasSeveralPeers || haveSeveralPeers(page.rows),
    };
  }

  /** Updates the store only on a real change: every update redraws the list. */
  private grew(extent: RowListState): void {
    const { begin, end, isLoaded, hasSeveralPeers } = this.store.getState();
    if (
      extent.begin === begin &&
      extent.end === end &&
      isLoaded &&
      extent.hasSeveralPeers === hasSeveralPeers
    ) {
      return;
    }
    this.store.setState(extent);
    this.pages.extend(extent.begin, extent.end);
  }

  private changed(change: Partial<RowListState>): void {
    this.store.setState(({ rowsVersion }) => ({ ...change, rowsVersion: rowsVersion + 1 }));
    const { begin, end } = this.store.getState();
    this.pages.extend(begin, end);
  }
}
