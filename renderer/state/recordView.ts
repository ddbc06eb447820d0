import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../shared/base/errors.ts';
import { Owner, toDisposable, type Disposable } from '../../shared/base/lifecycle.ts';
import type { RecordSource } from '../../shared/contract/contract.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import { unpackPage, type RecordPage } from '../../shared/model/recordPage.ts';
import type { WirebenchClient } from './client.ts';
import { nextAnimationFrame, whenReconnected } from './pace.ts';
import { PageLoader } from './pageLoader.ts';

/** 256 rows: more than a tall window shows, and as many as the tail brings. */
const pageRows = 256;
/** 64 pages are 16,384 rows, some 4 MB: scrolling back a little asks for nothing. */
const pagesKept = 64;

export interface RecordViewState {
  /** False until the engine has said how many records there are. */
  readonly isLoaded: boolean;
  readonly total: number;
  /** True while the newest row is kept in sight. */
  readonly following: boolean;
  /** How many records there were when following ended. */
  readonly totalWhenLeft: number;
  readonly selected: number | null;
  /** The selected record, as soon as it is there; it stays when its page is dropped. */
  readonly selectedRow: RecordRow | null;
  /** True once a row of a second peer was seen. */
  readonly hasSeveralPeers: boolean;
  /** A sentence: why rows are missing. */
  readonly problem: string | null;
  /** Grows whenever `row` may give something else. */
  readonly rowsVersion: number;
}

export interface RecordViewOptions {
  /** Follows the tail from the beginning; otherwise the source is read from its first record. */
  readonly live: boolean;
  /** Resolves when the page is about to be painted. */
  readonly nextFrame?: () => Promise<void>;
}

/**
 * What a window sees of the records of one source: how many there are, the rows on the screen, the selected one, and whether the newest
 * is followed. Holds a bounded number of rows, whatever the source's length, and asks only for what is shown.
 */
export interface RecordView extends Disposable {
  readonly source: RecordSource;
  /** True where more records may come. */
  readonly live: boolean;
  readonly store: StoreApi<RecordViewState>;
  /** The row, if it is here. */
  row(seq: number): RecordRow | undefined;
  /** Says which rows are on the screen, both ends included; those that are not here are asked for. */
  show(from: number, to: number): void;
  select(seq: number | null): void;
  follow(following: boolean): void;
  /** Asks again after a problem. */
  retry(): void;
}

export function createRecordView(
  client: WirebenchClient,
  source: RecordSource,
  options: RecordViewOptions,
): RecordView {
  return new SourceRecordView(client, source, options);
}

interface Page {
  /** By place in the page; undefined where a row is not here. */
  readonly rows: readonly (RecordRow | undefined)[];
  /** How many records there were when the page was asked for; 0 when its rows came with the tail. */
  readonly readTotal: number;
}

class SourceRecordView implements RecordView {
  readonly source: RecordSource;
  readonly store: StoreApi<RecordViewState>;
  readonly live: boolean;
  private readonly client: WirebenchClient;
  private readonly nextFrame: () => Promise<void>;
  private readonly owner = new Owner();
  private readonly pages: PageLoader<Page>;
  private tail = new Owner();
  private shown: { readonly from: number; readonly to: number };

  constructor(client: WirebenchClient, source: RecordSource, options: RecordViewOptions) {
    this.client = client;
    this.source = source;
    this.live = options.live;
    this.shown = { from: 1, to: options.live ? 0 : pageRows };
    this.nextFrame = options.nextFrame ?? nextAnimationFrame;
    this.store = createStore<RecordViewState>(() => ({
      isLoaded: false,
      total: 0,
      following: options.live,
      totalWhenLeft: 0,
      selected: null,
      selectedRow: null,
      hasSeveralPeers: false,
      problem: null,
      rowsVersion: 0,
    }));
    this.pages = this.owner.add(
      new PageLoader<Page>({
        load: (index, signal) => this.loadPage(index, signal),
        isMissing: (index, page) => this.isMissing(index, page),
        arrived: () => this.rowsChanged({ problem: null }),
        failed: (error) => this.store.setState({ problem: messageOf(error) }),
        pagesKept,
      }),
    );
    this.owner.add(toDisposable(() => this.tail.dispose()));
    this.owner.add(whenReconnected(client, () => this.askAgain()));
    this.start();
  }

  row(seq: number): RecordRow | undefined {
    return this.pages.get(pageOf(seq))?.rows[(seq - 1) % pageRows];
  }

  show(from: number, to: number): void {
    this.shown = { from: Math.max(1, from), to };
    this.wantPages();
  }

  select(seq: number | null): void {
    this.store.setState({ selected: seq, selectedRow: seq === null ? null : (this.row(seq) ?? null) });
    this.wantPages();
  }

  follow(following: boolean): void {
    const { following: was, total } = this.store.getState();
    if (was !== following) this.store.setState({ following, totalWhenLeft: total });
  }

  retry(): void {
    this.start();
    this.askAgain();
  }

  dispose(): void {
    this.owner.dispose();
  }

  /** The client itself begins a tail anew that was lost with the way to the engine; one that was refused needs `retry`. */
  private askAgain(): void {
    this.store.setState({ problem: null });
    this.pages.retry();
  }

  private start(): void {
    if (!this.live) {
      this.wantPages();
      return;
    }
    this.tail.dispose();
    this.tail = new Owner();
    this.tail.add(
      this.client.subscribe(
        'records.tail',
        { source: this.source, rows: pageRows },
        ({ output, body }) => {
          this.takeTail(unpackPage(output, body));
          return this.nextFrame();
        },
        (error) => error && this.store.setState({ problem: error.message }),
      ),
    );
  }

  /** The newest rows go to where they belong; what came between them and the last ones is asked for when someone looks. */
  private takeTail(page: RecordPage): void {
    const first = page.rows[0]?.seq;
    const last = page.rows.at(-1)?.seq;
    if (first !== undefined && last !== undefined) {
      for (let index = pageOf(first); index <= pageOf(last); index += 1) {
        this.pages.put(index, merged(this.pages.get(index), page.rows, index, 0));
      }
    }
    this.rowsChanged({ isLoaded: true, total: page.total, ...this.peersIn(page.rows) });
    this.wantPages();
  }

  private async loadPage(index: number, signal: AbortSignal): Promise<Page> {
    const { output, body } = await this.client.call(
      'records.rows',
      { source: this.source, from: index * pageRows + 1, count: pageRows },
      { signal },
    );
    const page = unpackPage(output, body);
    const total = Math.max(page.total, this.store.getState().total);
    this.store.setState({ isLoaded: true, total, ...this.peersIn(page.rows) });
    return merged(this.pages.get(index), page.rows, index, page.total);
  }

  /** Missing is a page of which a wanted row is not here, unless there was no such row when it was last asked for. */
  private isMissing(index: number, page: Page | undefined): boolean {
    const { isLoaded, total, selected } = this.store.getState();
    if (!isLoaded) return index === 0 && !this.live;
    const start = index * pageRows + 1;
    const end = Math.min(start + pageRows - 1, total);
    if (start > end) return false;
    if (page === undefined) return true;
    if (page.readTotal >= total) return false;
    const lacks = (seq: number): boolean => page.rows[seq - start] === undefined;
    if (selected !== null && selected >= start && selected <= end && lacks(selected)) return true;
    const to = Math.min(this.shown.to, end);
    for (let seq = Math.max(this.shown.from, start); seq <= to; seq += 1) if (lacks(seq)) return true;
    return false;
  }

  private wantPages(): void {
    const wanted = new Set<number>();
    for (let index = pageOf(this.shown.from); index <= pageOf(this.shown.to); index += 1) wanted.add(index);
    const { selected, selectedRow } = this.store.getState();
    if (selected !== null && selectedRow === null) wanted.add(pageOf(selected));
    this.pages.want([...wanted]);
  }

  private rowsChanged(change: Partial<RecordViewState>): void {
    const { rowsVersion, selected, selectedRow } = this.store.getState();
    const row = selectedRow ?? (selected === null ? null : (this.row(selected) ?? null));
    this.store.setState({ ...change, selectedRow: row, rowsVersion: rowsVersion + 1 });
  }

  private peersIn(rows: readonly RecordRow[]): { hasSeveralPeers: boolean } {
    const known = this.store.getState().hasSeveralPeers;
    return { hasSeveralPeers: known || rows.some((row) => row.peer !== null && row.peer > 1) };
  }
}

function pageOf(seq: number): number {
  return Math.floor((seq - 1) / pageRows);
}

/** The page with the given rows put in. Rows that are here already stay the same objects, so that nothing is drawn again for them. */
function merged(page: Page | undefined, rows: readonly RecordRow[], index: number, readTotal: number): Page {
  const start = index * pageRows + 1;
  const all: (RecordRow | undefined)[] = page ? [...page.rows] : Array<undefined>(pageRows).fill(undefined);
  for (const row of rows) {
    const place = row.seq - start;
    if (place >= 0 && place < pageRows) all[place] ??= row;
  }
  return { rows: all, readTotal: Math.max(readTotal, page?.readTotal ?? 0) };
}
