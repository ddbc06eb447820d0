import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { moveFocus } from '../../ui/moveFocus.ts';
import { anchorAtPoint, PopupMenu, type MenuAnchor, type MenuItem } from '../../ui/Menu.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { RowMenuButton } from '../../ui/RowMenuButton.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { NameField } from '../../ui/NameField.tsx';

export interface ListItem {
  readonly id: string;
  readonly name: string;
  /** Its state and what it is: the tooltip, and the description for screen readers. */
  readonly title: string;
  readonly mark: ReactNode;
  readonly aside: ReactNode;
  /** True when its tab is visible. */
  readonly isShown: boolean;
}

interface ItemListProps {
  readonly label: string;
  readonly items: readonly ListItem[];
  readonly renaming: string | null;
  readonly onRenaming: (id: string | null) => void;
  readonly onOpen: (id: string) => void;
  readonly onRename: (id: string, name: string) => void;
  readonly onDelete: (id: string) => void;
  readonly menuOf: (id: string) => readonly MenuItem[];
}

interface OpenMenu {
  readonly id: string;
  readonly anchor: MenuAnchor;
}

/** Named things: arrow keys move, Enter opens, F2 renames, Delete asks; one menu serves all rows. */
export function ItemList(props: ItemListProps): ReactNode {
  const { label, items, renaming, onRenaming, onOpen, onRename, onDelete, menuOf } = props;
  const list = useRef<HTMLUListElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const reachable =
    items.find(({ id }) => id === focused) ?? items.find(({ isShown }) => isShown) ?? items[0];
  const onKeyDown = (event: KeyboardEvent): void => {
    const id = rowOf(event.target);
    if (id === null) return;
    if (event.key === 'F2') onRenaming(id);
    else if (event.key === 'Delete') onDelete(id);
    else if (!moveFocus(list.current, '[data-row]', event.key)) return;
    event.preventDefault();
  };
  const onClick = ({ target }: MouseEvent): void => {
    const row = rowOf(target);
    if (row !== null) onOpen(row);
    const more = moreOf(target);
    if (more) setMenu({ id: more.id, anchor: more.button });
  };
  const onContextMenu = (event: MouseEvent): void => {
    const id = rowOf(event.target);
    if (id === null) return;
    event.preventDefault();
    setMenu({ id, anchor: anchorAtPoint(event.clientX, event.clientY) });
  };
  const finishRename = (id: string, name: string | null): void => {
    onRenaming(null);
    if (name !== null) onRename(id, name);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus());
  };
  return (
    <>
      {/* One listener here serves all rows of a long list. */}
      <div
        role="presentation"
        className="sidebar-list"
        onClick={onClick}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => setFocused((before) => rowOf(target) ?? before)}
      >
        <ul ref={list} aria-label={label}>
          {items.map((item) => (
            <li key={item.id} className={joinClasses('list-row sidebar-item', item.isShown && 'is-shown')}>
              {renaming === item.id ? (
                <NameField name={item.name} onDone={(name) => finishRename(item.id, name)} />
              ) : (
                <ItemRow item={item} isReachable={item === reachable} isMenuOpen={menu?.id === item.id} />
              )}
            </li>
          ))}
        </ul>
      </div>
      <PopupMenu
        label={`Actions for ${items.find(({ id }) => id === menu?.id)?.name ?? label}`}
        items={menu ? menuOf(menu.id) : []}
        anchor={menu?.anchor ?? null}
        onClose={() => setMenu(null)}
      />
    </>
  );
}

function ItemRow(props: { item: ListItem; isReachable: boolean; isMenuOpen: boolean }): ReactNode {
  const { item, isReachable, isMenuOpen } = props;
  return (
    <>
      <button
        type="button"
        className="sidebar-row"
        title={item.title}
        data-row={item.id}
        tabIndex={isReachable ? 0 : -1}
        aria-label={item.name}
        aria-current={item.isShown || undefined}
      >
        <span className="sidebar-mark">{item.mark}</span>
        <span className="sidebar-name" dir="auto">
          <VisibleText text={item.name} />
        </span>
        <span className="sidebar-aside mono">{item.aside}</span>
      </button>
      <RowMenuButton name={item.name} isOpen={isMenuOpen} data-more={item.id} />
    </>
  );
}

/** The row that an event belongs to. */
function rowOf(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest('[data-row]') : null;
  return row?.getAttribute('data-row') ?? null;
}

/** The menu button that an event belongs to, and the id of its row. */
function moreOf(target: EventTarget): { readonly id: string; readonly button: Element } | null {
  const button = target instanceof Element ? target.closest('[data-more]') : null;
  const id = button?.getAttribute('data-more') ?? null;
  return button && id !== null ? { id, button } : null;
}
