import { useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { ButtonMenu } from '../RowMenus.tsx';
import { placeAt } from '../useRowDrag.ts';
import type { LongListHandle } from './LongList.tsx';
import { usePressedRow } from './usePressedRow.ts';

/** How the rows are found that answer to a pointer. */
interface PointedRows<Row> {
  /** The row that an event belongs to. */
  readonly rowAt: (target: EventTarget) => Row | null;
  readonly withKey: (key: string | null) => Row | null;
  /** What a row is known by, wherever it goes. */
  readonly keyOf: (row: Row) => string;
}

interface PointerParts<Row> extends PointedRows<Row> {
  readonly list: RefObject<LongListHandle | null>;
  /** Puts the keys on a row, and the row in view. */
  readonly focusOn: (row: Row) => void;
  /** What a click on a row does. `does`: the button in it that was clicked, by its `data-does`; null beside them. */
  readonly activate: (row: Row, does: string | null, event: MouseEvent) => void;
}

interface RowPointer<Row> {
  /** The row whose button for its menu (`data-does="menu"`) has been pressed; null for none. */
  readonly button: ButtonMenu<Row> | null;
  readonly closeButton: () => void;
  /** The listeners of the list. */
  readonly listeners: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onClick: (event: MouseEvent) => void;
  };
}

/** What a click does in a list: on a row, on one of its buttons, or on that of its menu. */
export function useRowPointer<Row>(parts: PointerParts<Row>): RowPointer<Row> {
  const { list, rowAt, withKey, keyOf, focusOn, activate } = parts;
  const [button, setButton] = useState<ButtonMenu<Row> | null>(null);
  const { onPointerDown, clicked } = usePressedRow((target) => {
    const row = rowAt(target);
    return row && keyOf(row);
  });
  return {
    button,
    closeButton: () => setButton(null),
    listeners: {
      onPointerDown,
      onClick(event) {
        const { target } = event;
        const row = withKey(clicked(event));
        if (!row || !(target instanceof Element) || target.closest('input')) return;
        focusOn(row);
        // Also for the menu: the focus goes back there from it, and the row with its button may be gone by then.
        list.current?.element?.focus();
        const pressed = target.closest('[data-does]');
        const does = pressed?.getAttribute('data-does') ?? null;
        if (pressed && does === 'menu') setButton({ row, anchor: pressed });
        else activate(row, does, event);
      },
    },
  };
}

/** Finds rows that have their numbers as `data-place`; those that `isStop` is false of answer to nothing. */
export function pointedRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  isStop: (row: Row) => boolean,
): PointedRows<Row> {
  const stop = (row: Row | undefined): Row | null => (row !== undefined && isStop(row) ? row : null);
  return {
    keyOf,
    rowAt: (target) => stop(rows[placeAt(target)?.place ?? -1]),
    withKey: (key) => stop(rows.find((row) => keyOf(row) === key)),
  };
}
