import { useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { usePressedRow } from '../../ui/longList/usePressedRow.ts';
import type { ButtonMenu } from './RowMenus.tsx';

interface PointerParts<Row> {
  readonly list: RefObject<LongListHandle | null>;
  /** The row that an event belongs to. */
  readonly rowAt: (target: EventTarget) => Row | null;
  readonly withKey: (key: string | null) => Row | null;
  /** Puts the keys on a row, and the row in view. */
  readonly focusOn: (key: string) => void;
  readonly activate: (row: Row) => void;
}

interface RowPointer<Row> {
  /** The row whose button has been pressed; null for none. */
  readonly button: ButtonMenu<Row> | null;
  readonly closeButton: () => void;
  /** The listeners of the list. */
  readonly listeners: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onClick: (event: MouseEvent) => void;
  };
}

/** What a click does in a list of the sidebar: on a row, or on the button of its menu. */
export function useRowPointer<Row extends { readonly key: string }>(
  parts: PointerParts<Row>,
): RowPointer<Row> {
  const { list, rowAt, withKey, focusOn, activate } = parts;
  const [button, setButton] = useState<ButtonMenu<Row> | null>(null);
  const { onPointerDown, clicked } = usePressedRow((target) => rowAt(target)?.key ?? null);
  return {
    button,
    closeButton: () => setButton(null),
    listeners: {
      onPointerDown,
      onClick(event) {
        const { target } = event;
        const row = withKey(clicked(event));
        if (!row || !(target instanceof Element) || target.closest('input')) return;
        focusOn(row.key);
        // Also for the menu: the focus goes back there from it, and the row with its button may be gone by then.
        list.current?.element?.focus();
        const anchor = target.closest('[data-more]');
        if (anchor) setButton({ row, anchor });
        else activate(row);
      },
    },
  };
}
