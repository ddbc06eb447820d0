import { describe, expect, it } from 'vitest';
import type { ItemId } from '../../../renderer/state/records/itemId.ts';
import type { FoundMatch, Toward } from '../../../renderer/state/records/matchList.ts';
import { itemOfRow, type ListRow } from '../../../renderer/state/records/rowList.ts';
import { RowPages } from '../../../renderer/state/records/rowPages.ts';
import { nothingSelected, selectionWith, type Selection } from '../../../renderer/state/records/selection.ts';
import { stepToMatch } from '../../../renderer/state/records/stepToMatch.ts';
import { until } from '../../support/until.ts';

/** Two messages that were cut out of record 7, a third one that begins there and ends in record 9, a run, and a whole record. */
const items: readonly ItemId[] = [
  { first: 7, last: 7, part: 0 },
  { first: 7, last: 7, part: 1 },
  { first: 7, last: 9, part: 2 },
  { first: 10, last: 12 },
  13,
];

function rowOf(item: ItemId): ListRow {
  const seq = typeof item === 'number' ? item : item.first;
  const head = { seq, at: seq, peer: 1, direction: 'in', kind: 'data', size: 1, note: null } as const;
  return { ...head, preview: Uint8Array.of(seq), ...(typeof item !== 'number' && { item: { ...item } }) };
}

/** A list of these items, whose rows are read a page at a time and made anew each time. */
class ItemList implements Disposable {
  readonly store = { getState: () => ({ state: 'current' as const, begin: 0, end: items.length }) };
  readonly pages = new RowPages({
    origin: 0,
    read: (from, count) => {
      this.reads += 1;
      const rows = items.slice(from, from + count).map(rowOf);
      return Promise.resolve({ from, rows, end: items.length });
    },
    arrived: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  reads = 0;

  row(index: number): ListRow | undefined {
    return this.pages.get(index);
  }

  itemAt(index: number): ItemId | null {
    const row = this.row(index);
    return row ? itemOfRow(row) : null;
  }

  near(seq: number, toward: Toward): Promise<FoundMatch | null> {
    const firsts = items.map((item) => (typeof item === 'number' ? item : item.first));
    const index =
      toward === 'next' ? firsts.findIndex((each) => each > seq) : firsts.findLastIndex((each) => each < seq);
    const item = items[index];
    return Promise.resolve(item === undefined ? null : { item, index });
  }

  async load(): Promise<void> {
    const before = this.reads;
    this.pages.clear();
    this.pages.extend(0, items.length);
    this.pages.show(0, items.length);
    await until(() => this.reads > before && this.row(0) !== undefined);
  }

  /** The selection after rows arrived. Each record is at hand, too, as a row of its own. */
  after(selection: Selection): Selection {
    return selectionWith(selection, {
      first: 1,
      rowOf: (item) => rowOf(typeof item === 'number' ? item : item.first),
      rowAt: (index) => this.row(index),
    });
  }

  [Symbol.dispose](): void {
    this.pages.dispose();
  }
}

describe('rows of parts of records, and of several', () => {
  it.each(items.map((item, index) => [JSON.stringify(item), item, index] as const))(
    'keep %s selected while their page is dropped and read again',
    async (_, item, index) => {
      using list = new ItemList();
      await list.load();
      const selection = list.after({ ...nothingSelected, currentIndex: index });
      expect(selection).toMatchObject({ current: item, currentRow: rowOf(item) });
      await list.load();
      const again = list.after({ ...selection, currentRow: null });
      expect(again).toMatchObject({ current: item, currentIndex: index, currentRow: rowOf(item) });
    },
  );

  it('are not taken for the record that they begin in', () => {
    using list = new ItemList();
    const [part = 0] = items;
    expect(list.after({ ...nothingSelected, current: part })).toMatchObject({
      current: part,
      currentRow: null,
    });
    expect(list.after({ ...nothingSelected, current: 13 })).toMatchObject({ currentRow: rowOf(13) });
  });

  it('are stepped through one by one, in both directions', async () => {
    using list = new ItemList();
    await list.load();
    const walk = async (begin: number, toward: Toward): Promise<(ItemId | undefined)[]> => {
      const seen: (ItemId | undefined)[] = [];
      for (let index = begin; seen.length < items.length - 1;) {
        const { match } = await stepToMatch(list, { index, from: 0, last: 13 }, toward);
        seen.push(match?.item);
        index = match?.index ?? index;
      }
      return seen;
    };
    expect(await walk(0, 'next')).toEqual(items.slice(1));
    expect(await walk(items.length - 1, 'previous')).toEqual(items.slice(0, -1).toReversed());
  });
});
