import type { KeyboardEvent } from 'react';
import type { MessageId } from '../../../shared/model/ids.ts';
import { formatKeys } from '../../ui/keys.ts';
import type { MenuItem } from '../../ui/Menu.tsx';
import { placeOf, type ListRow, type MessagePlace, type MessageRows, type NamedRow } from './messageRows.ts';

/** What can be done with the messages of a list. */
export interface MessageActions {
  readonly groups: readonly MessageRows[];
  /** Why a message can never be sent over this connection; null when it can. It is asked for the rows that are seen. */
  readonly problemOf: (id: MessageId) => string | null;
  /** Why nothing can be sent now; null when something can. */
  readonly disabledReason: string | null;
  /** Null stands for the one that has no name. */
  readonly onOpen: (id: MessageId | null) => void;
  readonly onSend: (id: MessageId) => void;
  readonly onRepeat: (id: MessageId) => void;
  readonly onMove: (id: MessageId, place: MessagePlace) => void;
  readonly onEdit: (id: MessageId) => void;
  readonly onDuplicate: (id: MessageId) => void;
  readonly onDelete: (id: MessageId) => void;
}

/** True for a key that does something with the row. */
export function actOnKey(event: KeyboardEvent, row: ListRow, list: MessageActions): boolean {
  const { problemOf, disabledReason, onOpen, onSend, onRepeat, onEdit, onDelete } = list;
  const id = row.kind === 'message' ? row.message.id : null;
  if (event.altKey) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return false;
    if (row.kind === 'message') neighboursOf(row, list)[event.key === 'ArrowUp' ? 'up' : 'down']?.();
    return true;
  }
  if (event.key === ' ' || (event.key === 'Enter' && id === null)) onOpen(id);
  else if (id === null) return false;
  else if (event.key === 'Enter' && event.shiftKey) {
    if ((problemOf(id) ?? disabledReason) === null) onRepeat(id);
  } else if (event.key === 'Enter') {
    if (!event.repeat) onSend(id);
  } else if (event.key === 'F2') onEdit(id);
  else if (event.key === 'Delete') onDelete(id);
  else return false;
  return true;
}

/** The menu of a named message. */
export function menuOf(row: NamedRow, list: MessageActions): readonly MenuItem[] {
  const { id } = row.message;
  const reason = list.problemOf(id) ?? list.disabledReason;
  const { up, down } = neighboursOf(row, list);
  return [
    { label: 'Send', keys: 'Enter', disabled: reason !== null, run: () => list.onSend(id) },
    { label: 'Repeat…', keys: 'Shift Enter', disabled: reason !== null, run: () => list.onRepeat(id) },
    { label: 'Name and note…', keys: 'F2', run: () => list.onEdit(id) },
    { label: 'Duplicate', run: () => list.onDuplicate(id) },
    { label: 'Move up', keys: 'Alt ↑', separated: true, disabled: up === undefined, run: () => up?.() },
    { label: 'Move down', keys: 'Alt ↓', disabled: down === undefined, run: () => down?.() },
    {
      label: 'Delete',
      keys: formatKeys('Delete'),
      separated: true,
      danger: true,
      run: () => list.onDelete(id),
    },
  ];
}

/** How a message moves past the one before or after it; undefined at the ends of its group. */
function neighboursOf(
  row: NamedRow,
  { groups, onMove }: MessageActions,
): { readonly up?: () => void; readonly down?: () => void } {
  const { rows, at } = placeOf(groups, row);
  const { group } = row;
  const { id } = row.message;
  const before = rows[at - 1];
  return {
    ...(before && { up: () => onMove(id, { group, before: before.id }) }),
    ...(at < rows.length - 1 && { down: () => onMove(id, { group, before: rows[at + 2]?.id ?? null }) }),
  };
}
