import type { Disposable } from '../../../shared/base/lifecycle.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import { isSameItem } from './itemId.ts';
import { itemOfRow } from './rowList.ts';
import { PageLoader } from '../base/pageLoader.ts';

/** 256 rows: more than a tall window shows, so that scrolling does not request every screen. */
export const pageRows = 256;
/**
 * 96 rows: as many as a window of 2,300 px shows. In a flood all of them are new in every animation frame, and each is checked and drawn.
 */
export const tailRows = 96;
/** 64 pages are 16,384 rows, some 4 MB: scrolling back a little requests nothing. */
const pagesKept = 64;

export interface RowsRead {
  /** The index of the first row. */
  readonly from: number;
  readonly rows: readonly RecordRow[];
  /** The index after the newest row that existed when they were read. */
  readonly end: number;
}

interface RowPagesOptions {
  /** The lowest possible index. */
  readonly origin: number;
  /** Reads rows from an index on; returns fewer where they end, and no removed ones. */
  read(from: number, count: number, signal: AbortSignal): Promise<RowsRead>;
  /** Called when rows have arrived. */
  arrived(): void;
  failed(error: unknown): void;
}

interface Page {
  /** By position in the page; undefined where a row is missing. */
  readonly rows: readonly (RecordRow | undefined)[];
  /** The index after the newest row when the page was requested; 0 when its rows came another way. */
  readonly readEnd: number;
}

/** Rows by index, in a bounded number of pages. Requests only rows on the screen. */
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
   * Stores consecutive rows that came another way. If there were different rows at these indices, all indices from some point on have
   * moved, because a record that matches only together with a later record is found after others. Then nothing is kept.
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

  /** Sets which indices exist. */
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

  /** A page is missing if it lacks a wanted row, unless that row did not exist when the page was last requested. */
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

  /** The page with rows added. Existing rows stay the same objects, so that they are not redrawn. */
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
