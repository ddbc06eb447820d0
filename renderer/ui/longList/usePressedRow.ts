import { useRef, type MouseEvent } from 'react';

interface PressedRow {
  readonly onPointerDown: (event: { readonly target: EventTarget }) => void;
  /** The key of the row that a click means. */
  readonly clicked: (event: MouseEvent) => string | null;
}

/**
 * A click means the row that was pressed. Rows that scroll, come or go before the button is up would have the browser report the one that is
 * under the pointer by then, or none.
 */
export function usePressedRow(keyAt: (target: EventTarget) => string | null): PressedRow {
  const pressed = useRef<string | null>(null);
  return {
    onPointerDown: ({ target }) => {
      pressed.current = keyAt(target);
    },
    clicked: ({ target, detail }) => {
      const key = pressed.current;
      pressed.current = null;
      // Without a pointer, as of a screen reader, there was no press.
      return detail === 0 ? keyAt(target) : (key ?? keyAt(target));
    },
  };
}
