import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { isSameItem } from './itemId.ts';
import { itemOfRow } from './rowList.ts';
import { PageLoader } from '../base/pageLoader.ts';

/** 256 rows: more than a tall window shows, so that scrolling does not ask for every screen. */
export const pageRows = 256;
/** 96 rows: as many as a window of 2,300 px shows. In a flood they are all new with every frame, and each is checked and drawn. */
export const tailRows = 96;
/** 64 pages are 16,384 rows, some 4 MB: scrolling back a little asks for nothing. */
const pagesKept = 64;

export interface RowsRead {
  /** The index of the first of them. */
  readonly from: number;
  readonly rows: readonly RecordRow[];
  /** The index behind the newest row there was when they were read. */
  readonly end: number;
}

export interface RowPagesOptions {
  /** The lowest index that there can be. */
  readonly origin: number;
  /** Reads rows from an index on; fewer come where they end, and none of those that were cut away. */
  read(from: number, count: number, signal: AbortSignal): Promise<RowsRead>;
  /** Rows came. */
  arrived(): void;
  failed(error: unknown): void;
}

interface Page {
  /** By place in the page; undefined where a row is not here. */
  readonly rows: readonly (RecordRow | undefined)[];
  /** The index behind the newest row when the page was asked for; 0 when its rows came another way. */
  readonly readEnd: number;
}

/** Rows by index, in pages of which a bounded number is kept. Asks only for what is on the screen. */
export class RowPages implements Disposable {
  private readonly origin: number;
  private readonly pages: PageLoader<Page>;
  private extent = { begin: 0, end: 0 };
  private shown = { from: 0, end: 0 };
  private wantedRow: number | null = null;

  constructor(options: RowPagesOptions) {
    this.origin = options.origin;
    this.pages = new PageLoader<Page>({
      load: async (page, signal) => {
        const read = await options.read(this.startOf(page), pageRows, signal);
        return this.merged(page, read.from, read.rows, read.end);
      },
      isMissing: (index, page) => this.isMissing(index, page),
      arrived: () => options.arrived(),
      failed: (error) => options.failed(error),
      pagesKept,
    });
  }

  get(index: number): RecordRow | undefined {
    return this.pages.get(this.pageOf(index))?.rows[(index - this.origin) % pageRows];
  }

  /**
   * Puts in consecutive rows that came another way. Where other rows stood there, all indices from some place on have moved: a record that
   * matches only together with a later frame is found after others. Then nothing is kept.
   */
  put(from: number, rows: readonly RecordRow[]): void {
    if (rows.length === 0) return;
    const haveMoved = rows.some((row, place) => !isSameRow(this.get(from + place) ?? row, row));
    if (haveMoved) this.pages.clear();
    const last = this.pageOf(from + rows.length - 1);
    for (let page = this.pageOf(from); page <= last; page += 1) {
      this.pages.put(page, this.merged(page, from, rows, 0));
    }
  }

  /** Says which indices there are. */
  extend(begin: number, end: number): void {
    this.extent = { begin, end };
    this.want();
  }

  show(from: number, end: number): void {
    this.shown = { from: Math.max(this.origin, from), end };
    this.want();
  }

  wantRow(index: number | null): void {
    this.wantedRow = index;
    this.want();
  }

  retry(): void {
    this.pages.retry();
  }

  clear(): void {
    this.pages.clear();
  }

  dispose(): void {
    this.pages.dispose();
  }

  private want(): void {
    const wanted = new Set<number>();
    for (let page = this.pageOf(this.shown.from); this.startOf(page) < this.shown.end; page += 1) {
      wanted.add(page);
    }
    if (this.wantedRow !== null) wanted.add(this.pageOf(this.wantedRow));
    this.pages.want([...wanted]);
  }

  /** Missing is a page of which a wanted row is not here, unless there was no such row when it was last asked for. */
  private isMissing(index: number, page: Page | undefined): boolean {
    const start = this.startOf(index);
    const begin = Math.max(start, this.extent.begin);
    const end = Math.min(start + pageRows, this.extent.end);
    if (begin >= end) return false;
    if (page === undefined) return true;
    if (page.readEnd >= this.extent.end) return false;
    const lacks = (row: number): boolean => page.rows[row - start] === undefined;
    const { wantedRow } = this;
    if (wantedRow !== null && wantedRow >= begin && wantedRow < end && lacks(wantedRow)) return true;
    const to = Math.min(this.shown.end, end);
    for (let row = Math.max(this.shown.from, begin); row < to; row += 1) if (lacks(row)) return true;
    return false;
  }

  /** The page with rows put in. Rows that are here already stay the same objects, so that nothing is drawn again for them. */
  private merged(index: number, from: number, rows: readonly RecordRow[], readEnd: number): Page {
    const page = this.pages.get(index);
    const start = this.startOf(index);
    const all: (RecordRow | undefined)[] = page ? [...page.rows] : Array<undefined>(pageRows).fill(undefined);
    const first = Math.max(0, start - from);
    const end = Math.min(rows.length, start + pageRows - from);
    for (let place = first; place < end; place += 1) {
      const row = rows[place];
      const known = all[from + place - start];
      if (row && (!known || !isSameRow(known, row))) all[from + place - start] = row;
    }
    return { rows: all, readEnd: Math.max(readEnd, page?.readEnd ?? 0) };
  }

  private pageOf(index: number): number {
    return Math.floor((index - this.origin) / pageRows);
  }

  private startOf(page: number): number {
    return this.origin + page * pageRows;
  }
}

function isSameRow(left: RecordRow, right: RecordRow): boolean {
  return isSameItem(itemOfRow(left), itemOfRow(right));
}
