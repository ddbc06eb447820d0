import { useRef, type ReactNode } from 'react';
import { hasItem } from '../../state/records/itemRanges.ts';
import type { RecordView } from '../../state/records/recordView.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { anchorAtPoint, type MenuAnchor, type MenuItem } from '../../ui/Menu.tsx';
import { focusHolder } from './heldFocus.ts';
import type { RowActions } from './rowActions.ts';

/** 24 px: the number of the row stays in sight. */
const insetPixels = 24;

interface RowMenuProps {
  readonly view: RecordView;
  readonly rows: RowActions;
  /** The list, or what stands in its place. Another may take its place while the menu is open. */
  readonly children: ReactNode;
}

/** The menu of the rows, and what a double click on one does. */
export function RowMenu({ view, rows, children }: RowMenuProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const find = (selector: string): HTMLElement | null =>
    box.current?.querySelector<HTMLElement>(selector) ?? null;
  return (
    <ContextMenu
      label="Records"
      itemsAt={({ target, byKey }) =>
        menuAt(byKey ? view.store.getState().currentIndex : rowOf(target), view, rows)
      }
      keyAnchor={() => anchorAt(find('.timeline-row.is-current'))}
      focusAfter={() => box.current}
    >
      <div
        ref={box}
        className={focusHolder}
        // Stays where a list takes the place of another, which the menu may be the reason of, and passes the focus on.
        tabIndex={-1}
        onFocus={({ target }) => {
          if (target === box.current) (find('[role="grid"]') ?? find('button'))?.focus();
        }}
        onDoubleClick={({ target }) => {
          if (rowOf(target) !== null) rows.open();
        }}
      >
        {children}
      </div>
    </ContextMenu>
  );
}

/** The index of the row that an element belongs to; null for what is in none. */
function rowOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[data-index]') : null;
  return row === null ? null : Number(row.getAttribute('data-index'));
}

/** The menu of a row, which is selected unless it is among those that are. */
function menuAt(index: number | null, view: RecordView, rows: RowActions): readonly MenuItem[] {
  if (index === null) return [];
  const item = view.itemAt(index);
  const isSelected = item !== null && hasItem(view.store.getState().ranges, item);
  view.selectIndex(index, isSelected ? 'none' : 'only');
  return rows.items();
}

/** Below the beginning of a row: the menu is as wide as it needs to be, and what opens from it has room. */
function anchorAt(row: HTMLElement | null): MenuAnchor | null {
  const box = row?.getBoundingClientRect();
  return box ? anchorAtPoint(box.left + insetPixels, box.bottom) : null;
}
