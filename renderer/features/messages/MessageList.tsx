import { Ellipsis, FilePen, SendHorizontal } from 'lucide-react';
import { useRef, useState, type DragEvent, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { MessageId } from '../../../shared/model/ids.ts';
import { moveFocus } from '../../ui/moveFocus.ts';
import { anchorAtPoint, PopupMenu, type MenuAnchor, type MenuItem } from '../../ui/Menu.tsx';
import { formatKeys, spokenKeys, type Keys } from '../../ui/keys.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './messages.css';

/** A named message as the list shows it. */
interface MessageRow {
  readonly id: MessageId;
  readonly name: string;
  /** What the person wrote about it: the tooltip, and the description for screen readers. */
  readonly note: string;
  /** The keys that send it; null from the tenth on. */
  readonly keys: Keys | null;
  readonly isShown: boolean;
  /** The composer has changes of it that are not saved. */
  readonly isChanged: boolean;
  /** A sentence: why it can never be sent over this connection; null when it can. */
  readonly problem: string | null;
}

/** Messages that belong to one connection or folder, in order. */
export interface MessageRows {
  readonly label: string;
  readonly rows: readonly MessageRow[];
}

interface MessageListProps {
  readonly groups: readonly MessageRows[];
  /** The message that has no name is in the composer. */
  readonly isUnnamedShown: boolean;
  /** Why nothing can be sent now; null when something can. */
  readonly disabledReason: string | null;
  readonly onOpen: (id: MessageId | null) => void;
  readonly onSend: (id: MessageId) => void;
  /** To the place before another message, or to the end of a group. */
  readonly onMove: (id: MessageId, group: number, before: MessageId | null) => void;
  readonly onEdit: (id: MessageId) => void;
  readonly onDuplicate: (id: MessageId) => void;
  readonly onDelete: (id: MessageId) => void;
}

interface OpenMenu {
  readonly row: MessageRow;
  readonly anchor: MenuAnchor;
}

/** The named messages beside the composer: a click opens, Enter sends, arrow keys move, F2 edits, Alt with an arrow key reorders. */
export function MessageList(props: MessageListProps): ReactNode {
  const { groups, isUnnamedShown, onOpen } = props;
  const list = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [dropBefore, setDropBefore] = useState<string | null>(null);
  const rows = groups.flatMap((group) => group.rows);
  const rowOf = (target: EventTarget): MessageRow | undefined => {
    const id = idAt(target);
    return rows.find((row) => row.id === id);
  };
  const openMenu = (event: MouseEvent): void => {
    const row = rowOf(event.target);
    if (!row) return;
    event.preventDefault();
    setMenu({ row, anchor: anchorAtPoint(event.clientX, event.clientY) });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const moved = rows.find(({ id }) => id === event.dataTransfer.getData(dragType));
    const before = rowOf(event.target);
    setDropBefore(null);
    if (!moved || !before || moved === before) return;
    props.onMove(
      moved.id,
      groups.findIndex((group) => group.rows.includes(before)),
      before.id,
    );
  };
  return (
    // One listener here serves all rows of a long list.
    <div
      role="presentation"
      className="message-listeners"
      onKeyDown={(event) => onKey(event, list.current, rowOf(event.target), props)}
      onContextMenu={openMenu}
      onDragStart={(event) => {
        const dragged = rowOf(event.target);
        if (dragged) event.dataTransfer.setData(dragType, dragged.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setDropBefore(idAt(event.target));
      }}
      onDragLeave={() => setDropBefore(null)}
      onDrop={drop}
    >
      <nav ref={list} className="message-list" aria-label="Messages">
        <button
          type="button"
          className={joinClasses('message-row message-unnamed', isUnnamedShown && 'is-shown')}
          aria-current={isUnnamedShown || undefined}
          onClick={() => onOpen(null)}
        >
          <FilePen size={14} aria-hidden /> Without a name
        </button>
        {groups
          .filter(({ rows: some }) => some.length > 0)
          .map((group) => (
            <section key={group.label} aria-label={group.label}>
              <h3 title={group.label}>{group.label}</h3>
              <ul>
                {group.rows.map((row) => (
                  <Row
                    key={row.id}
                    row={row}
                    isDropPlace={dropBefore === row.id}
                    list={props}
                    onMenu={(anchor) => setMenu({ row, anchor })}
                  />
                ))}
              </ul>
            </section>
          ))}
      </nav>
      <PopupMenu
        label={`Actions for ${menu?.row.name ?? 'messages'}`}
        items={menu ? menuOf(menu.row, props) : []}
        anchor={menu?.anchor ?? null}
        onClose={() => setMenu(null)}
      />
    </div>
  );
}

const dragType = 'application/x-wirebench-message';

interface RowProps {
  readonly row: MessageRow;
  readonly isDropPlace: boolean;
  readonly list: MessageListProps;
  readonly onMenu: (anchor: MenuAnchor) => void;
}

function Row({ row, isDropPlace, list, onMenu }: RowProps): ReactNode {
  const reason = row.problem ?? list.disabledReason;
  return (
    <li
      className={joinClasses('message-item', row.isShown && 'is-shown', isDropPlace && 'is-drop')}
      data-message={row.id}
      draggable
    >
      <button
        type="button"
        className="message-row"
        data-row
        aria-current={row.isShown || undefined}
        {...(row.keys !== null && { 'aria-keyshortcuts': spokenKeys(row.keys) })}
        title={[row.note, row.problem].filter(Boolean).join('\n')}
        onClick={() => list.onOpen(row.id)}
      >
        <span className="message-name" dir="auto">
          <VisibleText text={row.name} />
        </span>
        {row.isChanged && (
          <span className="message-changed">
            <span aria-hidden>●</span>
            <span className="spoken">with unsaved changes</span>
          </span>
        )}
        {row.keys !== null && <kbd aria-hidden>{formatKeys(row.keys)}</kbd>}
      </button>
      <button
        type="button"
        className="icon-button message-send"
        tabIndex={-1}
        aria-label={`Send ${row.name}`}
        title={reason ?? `Send ${row.name}`}
        disabled={reason !== null}
        onClick={() => list.onSend(row.id)}
      >
        <SendHorizontal size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button message-more"
        tabIndex={-1}
        aria-label={`Actions for ${row.name}`}
        aria-haspopup="menu"
        onClick={(event) => onMenu(event.currentTarget)}
      >
        <Ellipsis size={14} aria-hidden />
      </button>
    </li>
  );
}

function menuOf(row: MessageRow, list: MessageListProps): readonly MenuItem[] {
  const reason = row.problem ?? list.disabledReason;
  const { up, down } = neighboursOf(row, list);
  return [
    { label: 'Send', keys: 'Enter', disabled: reason !== null, run: () => list.onSend(row.id) },
    { label: 'Name and note…', keys: 'F2', run: () => list.onEdit(row.id) },
    { label: 'Duplicate', run: () => list.onDuplicate(row.id) },
    { label: 'Move up', keys: 'Alt ↑', separated: true, disabled: up === undefined, run: () => up?.() },
    { label: 'Move down', keys: 'Alt ↓', disabled: down === undefined, run: () => down?.() },
    { label: 'Delete…', keys: 'Del', separated: true, danger: true, run: () => list.onDelete(row.id) },
  ];
}

/** How a message moves past the one before or after it; undefined at the ends of its group. */
function neighboursOf(
  row: MessageRow,
  { groups, onMove }: MessageListProps,
): { readonly up?: () => void; readonly down?: () => void } {
  const group = groups.findIndex(({ rows }) => rows.includes(row));
  const rows = groups[group]?.rows ?? [];
  const at = rows.indexOf(row);
  const before = rows[at - 1];
  return {
    ...(before && { up: () => onMove(row.id, group, before.id) }),
    ...(at < rows.length - 1 && { down: () => onMove(row.id, group, rows[at + 2]?.id ?? null) }),
  };
}

function idAt(target: EventTarget): string | null {
  const item = target instanceof Element ? target.closest('[data-message]') : null;
  return item?.getAttribute('data-message') ?? null;
}

function onKey(
  event: KeyboardEvent,
  element: HTMLElement | null,
  row: MessageRow | undefined,
  list: MessageListProps,
): void {
  const isRow = event.target instanceof Element && event.target.matches('.message-row');
  if (!isRow || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.altKey) {
    const moves: Readonly<Record<string, (() => void) | undefined>> = row
      ? { ArrowUp: neighboursOf(row, list).up, ArrowDown: neighboursOf(row, list).down }
      : {};
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    moves[event.key]?.();
  } else if (event.key === 'Enter' && row) {
    if (!event.repeat) list.onSend(row.id);
  } else if (event.key === 'F2' && row) list.onEdit(row.id);
  else if (event.key === 'Delete' && row) list.onDelete(row.id);
  else if (!moveFocus(element, '.message-row', event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}
