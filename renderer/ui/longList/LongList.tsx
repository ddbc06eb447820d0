import {
  Fragment,
  useImperativeHandle,
  useLayoutEffect,
  useState,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
} from 'react';
import type { DrawnRange } from './listScroller.ts';
import './longList.css';
import { RowSlots } from './rowSlots.ts';
import type { RowRange } from './scrollModel.ts';
import { useLongScroll, type LongScroll } from './useLongScroll.ts';

/** Moves a list from outside. */
export interface LongListHandle {
  /** The focusable element. */
  readonly element: HTMLDivElement | null;
  /** How many whole rows are visible. */
  readonly rowsInView: number;
  /** Brings a row wholly into view with the least movement. */
  readonly reveal: (row: number) => void;
  /** Puts a row at the top; a fraction means part of the row's height. */
  readonly moveTo: (row: number) => void;
  /** The row at the top, with the scrolled-away fraction. */
  readonly topRow: () => number;
}

interface LongListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children' | 'aria-activedescendant'> {
  /** The number of the first row, if those before it are gone; 0 by default. Rows are counted from 0 everywhere. */
  readonly firstRow?: number;
  readonly rowCount: number;
  /** In pixels, the same for every row. */
  readonly rowHeight: number;
  /**
   * Draws a row, absolutely placed at `top` pixels. It is called for every row on the screen whenever that may have changed: return a
   * memoised component, so that only rows with changed content are redrawn.
   */
  readonly renderRow: (row: number, top: number) => ReactNode;
  /** Draws content behind the visible rows, such as a selection. */
  readonly renderBehind?: (drawn: DrawnRange) => ReactNode;
  /** Called with the visible rows whenever they have changed. */
  readonly onVisibleRange?: (range: RowRange) => void;
  /** Keeps the last row in view while rows are added. */
  readonly pinnedToEnd?: boolean;
  /** Called when the person scrolled away from the end, or back to it. */
  readonly onPinnedChange?: (pinned: boolean) => void;
  /** A row that stays at the top. */
  readonly header?: ReactNode;
  readonly headerHeight?: number;
  readonly handle?: Ref<LongListHandle>;
  /** The row that the keys are at, with the id of its element; while it is drawn, assistive technology is told of it. */
  readonly current?: { readonly row: number; readonly id: string } | null;
}

/**
 * A list of any number of rows of one height, of which only those on the screen exist. The scrolling element gets the given role and
 * listeners, the box around it the class and the style.
 */
export function LongList({
  firstRow = 0,
  rowCount,
  rowHeight,
  renderRow,
  renderBehind,
  onVisibleRange,
  pinnedToEnd = false,
  onPinnedChange = ignore,
  header,
  headerHeight = 0,
  handle,
  current = null,
  className = '',
  style,
  ...attributes
}: LongListProps): ReactNode {
  const wanted = { firstRow, rowCount, rowHeight, headerHeight, pinnedToEnd, onPinnedChange };
  const scrolling = useLongScroll(wanted);
  const { scrollerRef, layerRef, drawn, viewportHeight, spacerPixels } = scrolling;
  const { first, end, basePixels } = drawn;

  // Before painting, so that data already loaded for the new rows is drawn with them.
  useLayoutEffect(() => onVisibleRange?.({ first, end }), [onVisibleRange, first, end]);
  useHandle(handle, scrolling, rowHeight);
  const [slots] = useState(() => new RowSlots());
  const from = Math.max(first, firstRow);
  const to = Math.min(end, firstRow + rowCount);
  const isDrawn = current !== null && current.row >= from && current.row < to;
  return (
    <div className={`long-list ${className}`} style={style}>
      <div
        {...attributes}
        {...(isDrawn && { 'aria-activedescendant': current.id })}
        ref={scrollerRef}
        className="long-list-scroller"
      >
        {header}
        <div className="long-list-spacer" role="presentation" style={{ height: spacerPixels }}>
          <div
            className="long-list-window"
            role="presentation"
            style={{ top: headerHeight, height: Math.min(viewportHeight, spacerPixels) }}
          >
            <div ref={layerRef} className="long-list-layer" role="presentation">
              {renderBehind?.(drawn)}
              {rowsBetween(from, slots.assign(from, to), (row) =>
                renderRow(row, row * rowHeight - basePixels),
              )}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

function useHandle(
  handle: Ref<LongListHandle> | undefined,
  { list, scrollerRef, viewportHeight }: LongScroll,
  rowHeight: number,
): void {
  useImperativeHandle(handle, () => ({
    element: scrollerRef.current,
    rowsInView: Math.max(1, Math.floor(viewportHeight / rowHeight)),
    reveal: (row) => list.reveal(row),
    moveTo: (row) => list.showAtTop(row),
    topRow: () => list.topRow(),
  }));
}

/** The rows from `from` on, each in the element that its slot stands for. */
function rowsBetween(
  from: number,
  slots: readonly number[],
  render: (row: number) => ReactNode,
): ReactNode[] {
  return slots.map((slot, index) => <Fragment key={slot}>{render(from + index)}</Fragment>);
}

function ignore(): void {}
