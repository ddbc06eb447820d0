import type { MessageId } from '../../../shared/model/ids.ts';
import type { Keys } from '../../ui/keys.ts';
import type { RowDrop } from '../../ui/useRowDrag.ts';

/** A named message as the list shows it. */
export interface MessageRow {
  readonly id: MessageId;
  readonly name: string;
  /** What the person wrote about it: the tooltip, and a part of the description for screen readers. */
  readonly note: string;
  /** The keys that send it; null from the tenth on. */
  readonly keys: Keys | null;
}

/** Messages that belong to one connection or folder, in order. */
export interface MessageRows {
  readonly label: string;
  readonly rows: readonly MessageRow[];
}

/**
 * A row of the list: the message without a name, the name of a group, or a named message in the group with this index. `position` is that
 * among what can be chosen, from 1.
 */
export type ListRow =
  | { readonly kind: 'unnamed'; readonly position: 1 }
  | { readonly kind: 'group'; readonly label: string; readonly group: number }
  | {
      readonly kind: 'message';
      readonly position: number;
      readonly message: MessageRow;
      readonly label: string;
      readonly group: number;
    };

export type NamedRow = Extract<ListRow, { kind: 'message' }>;

/** The named message of a row; null where it has none. */
export function messageIn(row: ListRow | undefined): MessageId | null {
  return row?.kind === 'message' ? row.message.id : null;
}

/** Of the row for the message without a name. */
export const unnamedKey = '';

/** What a row is known by, wherever it goes. */
export function keyOf(row: ListRow): string {
  if (row.kind === 'group') return `group ${row.group}`;
  return row.kind === 'message' ? row.message.id : unnamedKey;
}

/**
 * The rows from top to bottom. `groups`: the first are the connection’s own, which need no name above them: it would take the row of a
 * message. A group without messages is a place to drop one, below those that have some.
 */
export function listRows(groups: readonly MessageRows[]): ListRow[] {
  const rows: ListRow[] = [{ kind: 'unnamed', position: 1 }];
  let position = 1;
  const inOrder = [...groups.entries()];
  const isEmpty = ([, { rows: messages }]: (typeof inOrder)[number]): boolean => messages.length === 0;
  const shown = [...inOrder.filter((each) => !isEmpty(each)), ...inOrder.filter(isEmpty)];
  for (const [group, { label, rows: messages }] of shown) {
    if (group > 0 || messages.length === 0) rows.push({ kind: 'group', label, group });
    for (const message of messages) {
      position += 1;
      rows.push({ kind: 'message', position, message, label, group });
    }
  }
  return rows;
}

/** The place of a message in its group, from 0, and the rows of that group. */
export function placeOf(
  groups: readonly MessageRows[],
  { message, group }: NamedRow,
): { readonly rows: readonly MessageRow[]; readonly at: number } {
  const rows = groups[group]?.rows ?? [];
  return { rows, at: rows.findIndex(({ id }) => id === message.id) };
}

/** Where a message goes: before another one of a group, or to its end. */
export interface MessagePlace {
  readonly group: number;
  readonly before: MessageId | null;
}

/**
 * Where a message goes that is dropped on a row, at `height` of it from 0 (top) to 1; below all rows (`row` is undefined) it is the end of the
 * group that is shown last. Null where it would stay.
 */
export function dropOn(
  groups: readonly MessageRows[],
  rows: readonly ListRow[],
  dragged: MessageId,
  row: number | undefined,
  height: number,
): RowDrop<MessagePlace> | null {
  const over = rows[row ?? -1];
  if (row === undefined || over === undefined) return unlessSame(groups, dragged, endOf(rows));
  if (over.kind === 'unnamed') return null;
  const { group } = over;
  const messages = groups[group]?.rows ?? [];
  if (over.kind === 'group')
    return unlessSame(groups, dragged, {
      place: { group, before: messages[0]?.id ?? null },
      row,
      edge: 'into',
    });
  const { at } = placeOf(groups, over);
  const isBefore = height < 0.5;
  const before = messages[isBefore ? at : at + 1]?.id ?? null;
  return unlessSame(groups, dragged, { place: { group, before }, row, edge: isBefore ? 'before' : 'after' });
}

/** Below all rows: the end of the group that is shown last. */
function endOf(rows: readonly ListRow[]): RowDrop<MessagePlace> {
  const row = rows.length - 1;
  const last = rows[row];
  const group = last === undefined || last.kind === 'unnamed' ? 0 : last.group;
  return { place: { group, before: null }, row, edge: last?.kind === 'message' ? 'after' : 'into' };
}

function unlessSame(
  groups: readonly MessageRows[],
  dragged: MessageId,
  drop: RowDrop<MessagePlace>,
): RowDrop<MessagePlace> | null {
  const rows = groups[drop.place.group]?.rows ?? [];
  const at = rows.findIndex(({ id }) => id === dragged);
  if (at < 0) return drop;
  const { before } = drop.place;
  return before === dragged || before === (rows[at + 1]?.id ?? null) ? null : drop;
}
