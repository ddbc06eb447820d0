import type { ReactNode } from 'react';
import { ContextMenu } from './ContextMenu.tsx';
import { PopupMenu, type MenuAnchor, type MenuItem } from './Menu.tsx';
import './rowMenus.css';

/** The row whose button has been pressed, and the button. */
export interface ButtonMenu<Row> {
  readonly row: Row;
  readonly anchor: MenuAnchor;
}

interface RowMenusProps<Row> {
  readonly label: string;
  /** The row that an event belongs to. */
  readonly rowAt: (target: EventTarget) => Row | null;
  /** The row that the keys are on, and its element. */
  readonly keyRow: Row | undefined;
  readonly keyElement: () => Element | null;
  readonly itemsOf: (row: Row) => readonly MenuItem[];
  /** Puts the keys on the row whose menu opens. */
  readonly onOpen: (row: Row) => void;
  /** Where the focus goes as the menu closes; back to where it was unless told. */
  readonly focusAfter?: () => HTMLElement | null;
  readonly button: ButtonMenu<Row> | null;
  readonly onButtonClose: () => void;
  /** The list. */
  readonly children: ReactNode;
}

/** The menu of the rows of a list, by right click, by the key of the menu, and by the button of a row. One serves all rows. */
export function RowMenus<Row>(props: RowMenusProps<Row>): ReactNode {
  const { label, rowAt, keyRow, keyElement, itemsOf, onOpen, focusAfter } = props;
  const { button, onButtonClose, children } = props;
  return (
    <>
      <ContextMenu
        label={label}
        keyAnchor={keyElement}
        itemsAt={({ target, byKey }) => {
          // A field has a menu of its own.
          const row = target.closest('input') ? null : byKey ? keyRow : rowAt(target);
          const items = row ? itemsOf(row) : [];
          if (row && items.length > 0) onOpen(row);
          return items;
        }}
        {...(focusAfter && { focusAfter })}
      >
        <div className="row-menus">{children}</div>
      </ContextMenu>
      <PopupMenu
        label={label}
        items={button ? itemsOf(button.row) : []}
        anchor={button?.anchor ?? null}
        onClose={onButtonClose}
      />
    </>
  );
}
