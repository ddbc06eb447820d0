import type { PointerEvent, ReactNode } from 'react';
import { inCharacters } from './columnWidth.ts';

interface ColumnEdgeProps {
  /** In characters. */
  readonly onWidth: (width: number) => void;
  readonly onFit: () => void;
}

/** The right edge of a header, which a pointer drags; a double click fits the column to its content. Keys do the same on the header. */
export function ColumnEdge({ onWidth, onFit }: ColumnEdgeProps): ReactNode {
  return (
    <span
      className="timeline-edge"
      aria-hidden
      onPointerDown={(event) => event.button === 0 && drag(event, onWidth)}
      // Otherwise the header, which comes below the pointer, would be dragged to another place.
      onMouseDown={(event) => event.preventDefault()}
      onDoubleClick={onFit}
    />
  );
}

/** Follows the pointer until it is let go. */
function drag(down: PointerEvent<HTMLElement>, onWidth: (width: number) => void): void {
  const edge: HTMLElement = down.currentTarget;
  const header = edge.parentElement;
  if (!header) return;
  const startX = down.clientX;
  const startPixels = header.getBoundingClientRect().width;
  const dragging = new AbortController();
  const { signal } = dragging;
  edge.setPointerCapture(down.pointerId);
  edge.addEventListener(
    'pointermove',
    ({ clientX }) => onWidth(inCharacters(startPixels + clientX - startX, header)),
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const)
    edge.addEventListener(end, () => dragging.abort(), { signal });
}
