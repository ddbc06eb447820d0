import { useEffect, useRef, type PointerEvent } from 'react';
import { byteAtColumn, rowCountOf, type HexColumn, type HexLayout } from './hexLayout.ts';
import type { HexSelection } from './hexSelection.ts';

/** The grid's geometry on the screen while the pointer is over it. */
export interface HexPlace {
  readonly layout: HexLayout;
  readonly rowHeight: number;
  readonly characterPixels: number;
  /** From the edge of the element to the first character. */
  readonly paddingPixels: number;
  readonly element: HTMLElement | null;
  /** The row at the top, with the scrolled-away fraction. */
  readonly topRow: () => number;
  readonly reveal: (row: number) => void;
}

interface HexPointerHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
}

/** Selects with the pointer: press for a byte, drag or Shift-press for a stretch; beyond the edge the grid scrolls along. */
export function useHexPointer(
  place: () => HexPlace | null,
  selection: HexSelection | null,
  select: (selection: HexSelection) => void,
): HexPointerHandlers {
  const drag = useRef<{ anchor: number; column: HexColumn; x: number; y: number } | null>(null);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const extend = (): void => {
    const here = place();
    const now = drag.current;
    if (!here || !now) return;
    const { offset } = byteAt(here, now.x, now.y, now.column);
    here.reveal(Math.floor(offset / here.layout.bytesPerRow));
    select({ anchor: now.anchor, focus: offset, column: now.column });
    cancelAnimationFrame(frame.current);
    if (isBeyondEdge(here, now.y)) frame.current = requestAnimationFrame(extend);
  };
  return {
    onPointerDown(event) {
      const here = place();
      if (event.button !== 0 || !here?.element || here.layout.size === 0) return;
      if (event.target === here.element) return; // the scrollbar
      const { offset, column } = byteAt(here, event.clientX, event.clientY);
      const anchor = event.shiftKey && selection ? selection.anchor : offset;
      drag.current = { anchor, column, x: event.clientX, y: event.clientY };
      here.element.setPointerCapture(event.pointerId);
      select({ anchor, focus: offset, column });
    },
    onPointerMove(event) {
      if (!drag.current) return;
      drag.current = { ...drag.current, x: event.clientX, y: event.clientY };
      extend();
    },
    onPointerUp() {
      drag.current = null;
      cancelAnimationFrame(frame.current);
    },
  };
}

/** The byte at, or nearest to, a place in the window; with `only`, in that column. */
export function byteAt(
  place: HexPlace,
  x: number,
  y: number,
  only?: HexColumn,
): { readonly offset: number; readonly column: HexColumn } {
  const { layout, element, characterPixels, paddingPixels, rowHeight } = place;
  const box = element?.getBoundingClientRect() ?? new DOMRect();
  const left = x - box.left + (element?.scrollLeft ?? 0) - paddingPixels;
  const { indexInRow, column } = byteAtColumn(left / Math.max(1, characterPixels), layout, only);
  const row = Math.floor(place.topRow() + (y - box.top) / rowHeight);
  const inside = Math.min(Math.max(row, 0), rowCountOf(layout) - 1);
  return { offset: Math.min(inside * layout.bytesPerRow + indexInRow, layout.size - 1), column };
}

function isBeyondEdge({ element }: HexPlace, y: number): boolean {
  const box = element?.getBoundingClientRect();
  return box !== undefined && (y < box.top || y > box.bottom);
}
