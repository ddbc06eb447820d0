import { useState } from 'react';
import { isSame } from '../../../../shared/model/optionAt.ts';

/** A row of a list that is being edited. Its key stays the same as long as the row exists. */
interface DraftRow<Item> {
  readonly key: number;
  readonly item: Item;
}

interface ListDraft<Item> {
  readonly rows: readonly DraftRow<Item>[];
  readonly add: (item: Item) => void;
  readonly write: (key: number, item: Item) => void;
  readonly remove: (key: number) => void;
  /** Changes places with the row before or after it. */
  readonly move: (key: number, by: -1 | 1) => void;
}

/**
 * The rows of a list option. Rows that are not valid yet, such as one without a name, exist only here; `take` returns the accepted items,
 * or null. When the option changes elsewhere, the rows follow.
 */
export function useListDraft<Item>(
  items: readonly Item[],
  take: (items: readonly Item[]) => readonly Item[] | null,
): ListDraft<Item> {
  const [draft, setDraft] = useState<Pick<ListDraft<Item>, 'rows'> & { items: readonly Item[] }>(() => ({
    rows: keyed(items),
    items,
  }));
  const rows = isSame(draft.items, items) ? draft.rows : keyed(items);
  const change = (next: readonly DraftRow<Item>[]): void => {
    setDraft({ rows: next, items: take(next.map(({ item }) => item)) ?? items });
  };
  return {
    rows,
    add: (item) => change([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, item }]),
    write: (key, item) => change(rows.map((row) => (row.key === key ? { key, item } : row))),
    remove: (key) => change(rows.filter((row) => row.key !== key)),
    move: (key, by) => {
      const from = rows.findIndex((row) => row.key === key);
      const row = rows[from];
      const to = from + by;
      if (row && to >= 0 && to < rows.length) change(rows.toSpliced(from, 1).toSpliced(to, 0, row));
    },
  };
}

function keyed<Item>(items: readonly Item[]): DraftRow<Item>[] {
  return items.map((item, key) => ({ key, item }));
}
