import { useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { WorkbenchActions } from '../../state/window/actions.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import type { TreeRow } from '../../state/workspace/treeRows.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { usePressedRow } from '../../ui/longList/usePressedRow.ts';
import { anchorAtPoint, type MenuAnchor } from '../../ui/Menu.tsx';
import type { TreePlaces } from './useTreePlaces.ts';
import { activate } from './useTreeKeys.ts';

interface PointerParts {
  /** Of the tree; a row has it with its place, `${id}-${place}`. */
  readonly id: string;
  readonly rows: readonly TreeRow[];
  readonly places: TreePlaces;
  readonly list: RefObject<LongListHandle | null>;
  readonly state: WorkbenchState;
  readonly actions: WorkbenchActions;
}

interface TreePointer {
  /** The row whose menu is open, and where; null for none. One menu serves all rows. */
  readonly menu: { readonly row: TreeRow; readonly anchor: MenuAnchor } | null;
  readonly closeMenu: () => void;
  /** The listeners of the tree. */
  readonly listeners: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onClick: (event: MouseEvent) => void;
    readonly onContextMenu: (event: MouseEvent) => void;
  };
}

/** What a click does in the tree: on a row, on the button of its menu, or for that menu. */
export function useTreePointer({ id, rows, places, list, state, actions }: PointerParts): TreePointer {
  const { index, rowOf, focusOn } = places;
  const [menu, setMenu] = useState<TreePointer['menu']>(null);
  const { onPointerDown, clicked } = usePressedRow((target) => rowOf(target)?.row.key ?? null);
  const openMenu = (row: TreeRow, anchor: MenuAnchor): void => {
    focusOn(row.key);
    setMenu({ row, anchor });
  };
  return {
    menu,
    closeMenu: () => setMenu(null),
    listeners: {
      onPointerDown,
      onClick(event) {
        const { target } = event;
        const row = places.withKey(clicked(event));
        if (!row || !(target instanceof Element) || target.closest('input')) return;
        const button = target.closest('[data-more]');
        if (button) {
          openMenu(row, button);
          return;
        }
        focusOn(row.key);
        list.current?.element?.focus();
        activate(row, state, actions);
      },
      onContextMenu(event) {
        const found = rowOf(event.target);
        // The key of the menu has no place of its own: the menu opens at the row that the keys are on.
        const active = event.button === 2 ? undefined : rows[index];
        if (found) openMenu(found.row, anchorAtPoint(event.clientX, event.clientY));
        else if (active) openMenu(active, document.getElementById(`${id}-${index}`) ?? event.currentTarget);
        if (found ?? active) event.preventDefault();
      },
    },
  };
}
