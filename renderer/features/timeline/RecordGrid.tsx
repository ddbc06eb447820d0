import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useStore, type StoreApi } from 'zustand';
import { formatItem } from '../../state/records/itemId.ts';
import { hasItem } from '../../state/records/itemRanges.ts';
import type { RecordView, RecordViewState, Reveal } from '../../state/records/recordView.ts';
import { isOnlyCurrent, type SelectionWay } from '../../state/records/selection.ts';
import type { TableLayout } from '../../state/window/tableLayout.ts';
import type { TableWords } from '../../state/window/tableTexts.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import type { RowRange } from '../../ui/longList/scrollModel.ts';
import { useCharacterWidth } from '../../ui/useCharacterWidth.ts';
import { isFocusWaiting } from './heldFocus.ts';
import type { RowActions } from './rowActions.ts';
import { stepOfKey } from './timelineKeys.ts';
import { headerPixels, TimelineHeader } from './TimelineHeader.tsx';
import { TimelineRow, type TimelineRowProps } from './TimelineRow.tsx';
import { useTable, type TableSubject } from './useTable.ts';

interface RecordGridProps {
  readonly view: RecordView;
  readonly state: RecordViewState;
  readonly subject: TableSubject;
  readonly layout: StoreApi<TableLayout>;
  readonly rows: RowActions;
  readonly onTable: (words: TableWords | null) => void;
  /** Whether the list before this one had the focus when this one took its place. */
  readonly hadFocus: { current: boolean };
}

/** The listed rows, and their keys. The grid has the focus; rows only react to the pointer. */
export function RecordGrid(props: RecordGridProps): ReactNode {
  const { view, state, subject, layout, rows, onTable, hadFocus } = props;
  const { begin, end, currentIndex, following } = state;
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const room = useCharacterWidth(useScroller(list));
  const { columns, words, rowPixels, style } = useTable(layout, view, subject, state, room);
  const select = useCallback((index: number, way: SelectionWay) => view.selectIndex(index, way), [view]);
  const { visible, onVisibleRange } = useVisibleRows(view, begin);
  const leaveInPlace = (): void => view.leaveInPlace();
  useReveal(list, view, state.reveal);
  useKeptFocus(list, hadFocus);
  useEffect(() => {
    onTable(words);
    return () => onTable(null);
  }, [onTable, words]);
  // Rows are drawn anew when marks change.
  useStore(view.marks.store);

  return (
    <LongList
      role="grid"
      aria-label="Timeline"
      aria-multiselectable
      // Takes precedence over the filter above: a person who goes to the timeline wants to read.
      data-first-focus=""
      aria-rowcount={end - begin + 1}
      aria-colcount={columns.length}
      current={currentIndex === null ? null : { row: currentIndex, id: `${id}-${currentIndex}` }}
      tabIndex={0}
      className="timeline-grid"
      style={style}
      firstRow={begin}
      rowCount={end - begin}
      rowHeight={rowPixels}
      header={
        <TimelineHeader
          view={view}
          layout={layout}
          columns={columns}
          times={words.times}
          onLeave={() => list.current?.element?.focus()}
        />
      }
      headerHeight={headerPixels}
      pinnedToEnd={following}
      onPinnedChange={(pinned) => view.live && view.follow(pinned)}
      onVisibleRange={onVisibleRange}
      onKeyDown={(event) => {
        if (!rows.press(event)) pressKey(event, { view, state }, list.current, visible.current);
      }}
      onWheel={leaveInPlace}
      onPointerDown={leaveInPlace}
      handle={list}
      renderRow={(index, top) => (
        <TimelineRow
          id={`${id}-${index}`}
          index={index}
          top={top}
          columns={columns}
          words={words}
          select={select}
          {...rowAt(index, view, state)}
        />
      )}
    />
  );
}

/** Gives the focus to the list that takes the place of one that had it: a filter lists others. */
function useKeptFocus(
  list: { readonly current: LongListHandle | null },
  hadFocus: { current: boolean },
): void {
  useLayoutEffect(() => {
    const element = list.current?.element;
    if (element && hadFocus.current && isFocusWaiting(element)) element.focus({ preventScroll: true });
    return () => {
      hadFocus.current = element?.contains(document.activeElement) ?? false;
    };
  }, [list, hadFocus]);
}

/** The element that a list scrolls in, as soon as there is one. */
function useScroller(list: { readonly current: LongListHandle | null }): {
  readonly current: HTMLElement | null;
} {
  const [scroller] = useState(() => ({
    get current() {
      return list.current?.element ?? null;
    },
  }));
  return scroller;
}

/** The rows on the screen, which the view is told of. */
function useVisibleRows(
  view: RecordView,
  begin: number,
): { readonly visible: { readonly current: RowRange }; readonly onVisibleRange: (range: RowRange) => void } {
  const visible = useRef<RowRange>({ first: begin, end: begin });
  const onVisibleRange = useCallback(
    ({ first, end }: RowRange) => {
      visible.current = { first, end };
      view.show(first, end);
    },
    [view],
  );
  return { visible, onVisibleRange };
}

/** What the row at an index shows. */
function rowAt(
  index: number,
  view: RecordView,
  { begin, currentIndex, ranges }: RecordViewState,
): Omit<TimelineRowProps, 'id' | 'index' | 'top' | 'columns' | 'words' | 'select'> {
  const row = view.row(index);
  const item = view.itemAt(index);
  return {
    ariaRowIndex: index - begin + 2,
    number: item === null ? null : formatItem(item),
    row,
    previousAt: index > begin ? view.row(index - 1)?.at : undefined,
    selected: item !== null && hasItem(ranges, item),
    isCurrent: index === currentIndex,
    mark: row ? view.marks.at(row.seq) : null,
    isMatch: item !== null && view.matchIndex(item) !== undefined,
  };
}

/** Goes to the row that a key leads to, and scrolls to it. The newest row of a live source is followed from then on. */
function pressKey(
  event: KeyboardEvent,
  { view, state }: Pick<RecordGridProps, 'view' | 'state'>,
  list: LongListHandle | null,
  visible: RowRange,
): void {
  const { begin, end, currentIndex: current, besideIndex: beside, following } = state;
  const rowsInView = list?.rowsInView ?? 1;
  const step = stepOfKey(event, { current, beside, begin, end, rowsInView, visible, following });
  if (step === null) return;
  if (step.kind === 'current' && (state.ranges.length === 0 || isOnlyCurrent(state))) return;
  event.preventDefault();
  if (step.kind === 'all') return view.selectAll();
  if (step.kind === 'current') return view.selectOnlyCurrent();
  const { index, way } = step;
  view.selectIndex(index, way);
  if (end - begin > rowsInView) view.follow(view.live && index === end - 1);
  list?.reveal(index);
}

/**
 * Scrolls to a selection made elsewhere, such as in a replay's result, and back to the previous position when another list replaces this
 * one, or when the tab is shown again.
 */
function useReveal(
  list: { readonly current: LongListHandle | null },
  view: RecordView,
  reveal: Reveal | null,
): void {
  // Read before the list first reports what it shows.
  const [top] = useState(() => (view.store.getState().following ? null : view.topIndex));
  useLayoutEffect(() => {
    if (top !== null) list.current?.moveTo(top);
  }, [list, top]);
  useLayoutEffect(() => {
    if (!reveal) return;
    if (reveal.rowsBelowTop === null) list.current?.reveal(reveal.index);
    else list.current?.moveTo(reveal.index - reveal.rowsBelowTop);
    view.revealed();
  }, [list, view, reveal]);
}
