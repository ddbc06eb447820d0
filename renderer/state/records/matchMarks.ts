import { isAborted } from '../../../shared/base/errors.ts';
import { Owner, toDisposable, type Disposable } from '../../../shared/base/lifecycle.ts';
import { compareItems, keyOfItem, type ItemId } from './itemId.ts';
import type { FoundMatch, MatchList } from './matchList.ts';

/**
 * Which of the records on the screen match, while all records are listed. Asks the engine for the first match at or after the top, and for
 * as many matches as there are rows: no more can be visible, whatever the session's length.
 */
export class MatchMarks implements Disposable {
  private readonly list: MatchList;
  private readonly changed: () => void;
  private readonly owner = new Owner();
  private shown = { from: 0, end: 0 };
  /** The first match at or after the record `of`. */
  private top: { readonly of: number; readonly found: FoundMatch | null } | null = null;
  private asking = false;
  /** The marks by the key of the item. */
  private marks: Marks = new Map();

  constructor(list: MatchList, changed: () => void) {
    this.list = list;
    this.changed = changed;
    this.owner.add(
      toDisposable(
        list.store.subscribe((state, before) => {
          if (state.view !== before.view || (state.end !== before.end && this.top?.found === null)) {
            this.top = null;
          }
          if (state.rowsVersion !== before.rowsVersion) this.look();
        }),
      ),
    );
  }

  /** The index of an item among the matches; undefined if it does not match or is not on the screen. */
  indexOf(item: ItemId): number | undefined {
    return this.marks.get(keyOfItem(item));
  }

  /** Says which records are on the screen, `end` exclusive. */
  show(from: number, end: number): void {
    this.shown = { from, end };
    this.look();
  }

  dispose(): void {
    this.owner.dispose();
  }

  private look(): void {
    const { from, end } = this.shown;
    if (end <= from) return;
    const start = this.startIndex(from);
    if (start === null) void this.ask(from);
    else {
      this.list.show(start, start + (end - from));
      this.mark(start);
    }
  }

  /** The index of the first match at or after a record, if known. */
  private startIndex(from: number): number | null {
    if (this.top?.of === from) return this.top.found?.index ?? null;
    return this.startInTail(from);
  }

  /** While the newest rows are followed, the newest matches are already loaded. */
  private startInTail(from: number): number | null {
    const { begin, end } = this.list.store.getState();
    let index = end;
    while (index > begin) {
      const item = this.list.itemAt(index - 1);
      if (item === null) return null;
      if (compareItems(item, from) < 0) return index;
      index -= 1;
    }
    return begin;
  }

  private mark(start: number): void {
    const marks = new Map<number | string, number>();
    const { from, end } = this.shown;
    for (let index = start; index < start + (end - from); index += 1) {
      const item = this.list.itemAt(index);
      if (item === null) continue;
      if (compareItems(item, end) >= 0) break;
      marks.set(keyOfItem(item), index);
    }
    if (isSame(marks, this.marks)) return;
    this.marks = marks;
    this.changed();
  }

  /** One question at a time; the next one is about the rows on the screen by then. */
  private async ask(from: number): Promise<void> {
    if (this.asking || this.top?.of === from) return;
    this.asking = true;
    try {
      const found = await this.list.near(from - 1, 'next');
      this.top = { of: from, found };
    } catch (error) {
      // The marks are only an addition: the bar says, with the search itself, why there are none.
      if (!isAborted(error)) this.top = { of: from, found: null };
    } finally {
      this.asking = false;
    }
    if (this.owner.isDisposed) return;
    if (this.top?.found === null && this.marks.size > 0) {
      this.marks = new Map();
      this.changed();
    }
    this.look();
  }
}

type Marks = ReadonlyMap<number | string, number>;

function isSame(left: Marks, right: Marks): boolean {
  return left.size === right.size && [...left.keys()].every((key) => right.has(key));
}
