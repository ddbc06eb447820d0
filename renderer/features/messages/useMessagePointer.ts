import { useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { usePressedRow } from '../../ui/longList/usePressedRow.ts';
import { anchorAtPoint, type MenuAnchor } from '../../ui/Menu.tsx';
import { placeAt } from '../../ui/useRowDrag.ts';
import type { MessageActions } from './messageActions.ts';
import { keyOf, type ListRow, type NamedRow } from './messageRows.ts';
import type { Stops } from './useStops.ts';

interface PointerParts {
  /** Of the list; a row has it with its number, `${id}-${number}`. */
  readonly id: string;
  readonly actions: MessageActions;
  readonly rows: readonly ListRow[];
  readonly stops: Stops;
  readonly list: RefObject<LongListHandle | null>;
}

interface MessagePointer {
  /** The message whose menu is open, and where; null for none. One menu serves all rows. */
  readonly menu: { readonly row: NamedRow; readonly anchor: MenuAnchor } | null;
  readonly closeMenu: () => void;
  /** The listeners of the list. */
  readonly listeners: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onClick: (event: MouseEvent) => void;
    readonly onContextMenu: (event: MouseEvent) => void;
  };
}

/** What a click does in the list: on a row, on one of its buttons, or for its menu. */
export function useMessagePointer(parts: PointerParts): MessagePointer {
  const { id, actions, rows, stops, list } = parts;
  const [menu, setMenu] = useState<MessagePointer['menu']>(null);
  const { onPointerDown, clicked } = usePressedRow((target) => {
    const row = rows[placeAt(target)?.place ?? -1];
    return row ? keyOf(row) : null;
  });
  const openMenu = (place: number, anchor: MenuAnchor): void => {
    const row = rows[place];
    if (row?.kind !== 'message') return;
    stops.focusOn(place);
    setMenu({ row, anchor });
  };
  return {
    menu,
    closeMenu: () => setMenu(null),
    listeners: {
      onPointerDown,
      onClick(event) {
        const { target } = event;
        const key = clicked(event);
        const place = rows.findIndex((each) => keyOf(each) === key);
        const row = rows[place];
        const button = target instanceof Element ? target.closest('[data-does]') : null;
        const does = button?.getAttribute('data-does');
        if (!row || row.kind === 'group') return;
        stops.focusOn(place);
        list.current?.element?.focus();
        if (row.kind === 'unnamed') actions.onOpen(null);
        else if (does === 'send') actions.onSend(row.message.id);
        else if (button && does === 'menu') openMenu(place, button.closest('[data-place]') ?? button);
        else actions.onOpen(row.message.id);
      },
      onContextMenu(event) {
        // The key of the menu has no place of its own: the menu opens at the row that the keys are on.
        const isKey = event.button !== 2;
        const place = isKey ? stops.place : placeAt(event.target)?.place;
        if (place === undefined || rows[place]?.kind !== 'message') return;
        event.preventDefault();
        const row = document.getElementById(`${id}-${place}`);
        openMenu(place, isKey && row ? row : anchorAtPoint(event.clientX, event.clientY));
      },
    },
  };
}
