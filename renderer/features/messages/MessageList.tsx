import {
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { MessageId } from '../../../shared/model/ids.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import { rowOfKey } from '../../ui/longList/rowKeys.ts';
import { useTypeAhead } from '../../ui/longList/useTypeAhead.ts';
import { anchorAtPoint, PopupMenu, type MenuAnchor, type MenuItem } from '../../ui/Menu.tsx';
import { listRows, placeOf, type ListRow, type MessagePlace, type MessageRows } from './messageRows.ts';
import { MessageRowView } from './MessageRowView.tsx';
import { placeAt, useMessageDrag } from './useMessageDrag.ts';
import './messages.css';

interface MessageListProps {
  readonly groups: readonly MessageRows[];
  /** The message in the composer; null for the one that has no name. */
  readonly shown: MessageId | null;
  /** The messages of which the composer has changes that are not saved. */
  readonly changed: ReadonlySet<string>;
  /** Why a message can never be sent over this connection; null when it can. It is asked for the rows that are seen. */
  readonly problemOf: (id: MessageId) => string | null;
  /** Why nothing can be sent now; null when something can. */
  readonly disabledReason: string | null;
  readonly onOpen: (id: MessageId | null) => void;
  readonly onSend: (id: MessageId) => void;
  readonly onRepeat: (id: MessageId) => void;
  readonly onMove: (id: MessageId, place: MessagePlace) => void;
  readonly onEdit: (id: MessageId) => void;
  readonly onDuplicate: (id: MessageId) => void;
  readonly onDelete: (id: MessageId) => void;
}

type NamedRow = Extract<ListRow, { kind: 'message' }>;

interface OpenMenu {
  readonly row: NamedRow;
  readonly anchor: MenuAnchor;
}

/** 26 px: a comfortable target for a pointer. */
const rowHeightPixels = 26;

/**
 * The named messages beside the composer, any number of them: a click opens, Enter sends, with Shift again and again, arrow keys and letters move, F2 edits, Alt with an
 * arrow key reorders.
 */
export function MessageList(props: MessageListProps): ReactNode {
  const { groups, shown, changed, problemOf, disabledReason, onOpen, onSend, onMove } = props;
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const rows = useMemo(() => listRows(groups), [groups]);
  const stops = useStops(rows, shown);
  const focusOn = (place: number): void => {
    stops.focusOn(place);
    list.current?.reveal(place);
  };
  const drag = useMessageDrag(groups, rows, onMove);
  const onKeyDown = useMessageKeys({ props, rows, stops, list, focusOn });
  const openMenu = (place: number, anchor: MenuAnchor): void => {
    const row = rows[place];
    if (row?.kind !== 'message') return;
    focusOn(place);
    setMenu({ row, anchor });
  };
  const onClick = ({ target }: MouseEvent): void => {
    const found = placeAt(target);
    const row = rows[found?.place ?? -1];
    const does = target instanceof Element ? target.closest('[data-does]')?.getAttribute('data-does') : null;
    if (!found || !row || row.kind === 'group') return;
    focusOn(found.place);
    list.current?.element?.focus();
    if (row.kind === 'unnamed') onOpen(null);
    else if (does === 'send') onSend(row.message.id);
    else if (does === 'menu') openMenu(found.place, found.element);
    else onOpen(row.message.id);
  };
  const onContextMenu = (event: MouseEvent): void => {
    // The key of the menu has no place of its own: the menu opens at the row that the keys are on.
    const isKey = event.button !== 2;
    const found = isKey ? null : placeAt(event.target);
    const place = isKey ? stops.place : found?.place;
    if (place === undefined || rows[place]?.kind !== 'message') return;
    event.preventDefault();
    const row = document.getElementById(`${id}-${place}`);
    openMenu(place, isKey && row ? row : anchorAtPoint(event.clientX, event.clientY));
  };
  return (
    <div className="message-listeners">
      <LongList
        role="tree"
        aria-label="Messages"
        aria-activedescendant={`${id}-${stops.place}`}
        tabIndex={0}
        className="message-list"
        rowCount={rows.length}
        rowHeight={rowHeightPixels}
        handle={list}
        renderRow={(place, top) => {
          const row = rows[place];
          const message = row?.kind === 'message' ? row.message.id : null;
          return (
            row && (
              <MessageRowView
                {...{ id: `${id}-${place}`, row, place, top, disabledReason }}
                count={stops.count}
                problem={message === null ? null : problemOf(message)}
                isShown={message === shown}
                isChanged={message !== null && changed.has(message)}
                isFocused={place === stops.place}
                isMenuOpen={message !== null && message === menu?.row.message.id}
                drop={drag.drop?.row === place ? drag.drop.edge : null}
              />
            )
          );
        }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
        {...drag.listeners}
      />
      <PopupMenu
        label={`Actions for ${menu?.row.message.name ?? 'messages'}`}
        items={menu ? menuOf(menu.row, props) : []}
        anchor={menu?.anchor ?? null}
        onClose={() => setMenu(null)}
      />
    </div>
  );
}

/** The rows that the keys stop at: all but the names of groups. */
interface Stops {
  /** The row that the keys are on. */
  readonly place: number;
  readonly count: number;
  readonly focusOn: (place: number) => void;
  /** From one stop to another; null for a key that does not move. */
  readonly afterKey: (key: string, rowsInView: number) => number | null;
}

/** The keys stay on their message, wherever it goes; when it is deleted, they are on its neighbour. */
function useStops(rows: readonly ListRow[], shown: MessageId | null): Stops {
  const [focused, setFocused] = useState<{ readonly key: string; readonly at: number } | null>(null);
  const places = useMemo(() => rows.flatMap((row, place) => (row.kind === 'group' ? [] : [place])), [rows]);
  const placeOfKey = useMemo(
    () => new Map(rows.flatMap((row, place) => (row.kind === 'group' ? [] : [[keyOf(row), place]]))),
    [rows],
  );
  const neighbour = places[Math.min(focused?.at ?? 0, places.length - 1)];
  const place = placeOfKey.get(focused?.key ?? shown ?? unnamedKey) ?? neighbour ?? 0;
  return {
    place,
    count: places.length,
    focusOn: (at) => {
      const row = rows[at];
      if (row) setFocused({ key: keyOf(row), at: stopOf(row) });
    },
    afterKey: (key, rowsInView) =>
      places[rowOfKey(key, stopOf(rows[place]), places.length, rowsInView) ?? -1] ?? null,
  };
}

/** Its place among the stops, from 0; -1 where it is none. */
function stopOf(row: ListRow | undefined): number {
  return row === undefined || row.kind === 'group' ? -1 : row.position - 1;
}

const unnamedKey = '';

function keyOf(row: ListRow): string {
  return row.kind === 'message' ? row.message.id : unnamedKey;
}

interface KeyParts {
  readonly props: MessageListProps;
  readonly rows: readonly ListRow[];
  readonly stops: Stops;
  readonly list: RefObject<LongListHandle | null>;
  readonly focusOn: (place: number) => void;
}

/** The listener for the keys of the list. */
function useMessageKeys({ props, rows, stops, list, focusOn }: KeyParts): (event: KeyboardEvent) => void {
  const typeAhead = useTypeAhead();
  return (event) => {
    const isButton = event.target instanceof Element && event.target.closest('button') !== null;
    if (isButton || event.ctrlKey || event.metaKey || (event.shiftKey && event.key !== 'Enter')) return;
    const row = rows[stops.place];
    if (row && actOnKey(event, row, props)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.altKey) return;
    const next = stops.afterKey(event.key, list.current?.rowsInView ?? 1);
    const typed = next ?? typeAhead(event, rows.map(namedAs), stops.place);
    if (typed === undefined) return;
    if (typed !== null) focusOn(typed);
    event.preventDefault();
    event.stopPropagation();
  };
}

function namedAs(row: ListRow): { readonly name: string } {
  return { name: row.kind === 'message' ? row.message.name : '' };
}

/** True for a key that does something with the row. */
function actOnKey(event: KeyboardEvent, row: ListRow, props: MessageListProps): boolean {
  const { problemOf, disabledReason, onOpen, onSend, onRepeat, onEdit, onDelete } = props;
  const id = row.kind === 'message' ? row.message.id : null;
  if (event.altKey) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return false;
    if (row.kind === 'message') neighboursOf(row, props)[event.key === 'ArrowUp' ? 'up' : 'down']?.();
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

function menuOf(row: NamedRow, list: MessageListProps): readonly MenuItem[] {
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
    { label: 'Delete…', keys: 'Del', separated: true, danger: true, run: () => list.onDelete(id) },
  ];
}

/** How a message moves past the one before or after it; undefined at the ends of its group. */
function neighboursOf(
  row: NamedRow,
  { groups, onMove }: MessageListProps,
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
