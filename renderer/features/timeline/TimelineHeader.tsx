import { useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { StoreApi } from 'zustand';
import type { RecordView } from '../../state/records/recordView.ts';
import type { ShownTimes } from '../../state/window/recordTimes.ts';
import { columnIds, withMoved, withWidth, type ColumnId } from '../../state/window/tableColumns.ts';
import type { TableLayout } from '../../state/window/tableLayout.ts';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import type { MenuItem } from '../../ui/Menu.tsx';
import { useRowDrag } from '../../ui/useRowDrag.ts';
import { ColumnEdge } from './ColumnEdge.tsx';
import { headingOf, nameOf } from './columnHeadings.ts';
import type { Column } from './columns.tsx';
import { dropOnColumn } from './columnDrop.ts';
import { charactersWide, contentCharacters } from './columnWidth.ts';
import { headerStepOf, type HeaderStep } from './headerKeys.ts';
import { columnBeside, columnMenu } from './tableMenu.ts';

/** 24 px: what a pointer needs. */
export const headerPixels = 24;

interface TimelineHeaderProps {
  readonly view: RecordView;
  readonly layout: StoreApi<TableLayout>;
  readonly columns: readonly Column[];
  readonly times: ShownTimes;
  /** Gives the focus to the rows. */
  readonly onLeave: () => void;
}

/** What stands above the columns: where they are moved, made wider, and chosen. One header has the keys. */
export function TimelineHeader(props: TimelineHeaderProps): ReactNode {
  const { columns, times } = props;
  const { row, current, headerOf, setCurrent } = useCurrentHeader(columns);
  const { drop, listeners } = useColumnDrag(props);
  const actions = { ...props, shown: columns.map(({ id }) => id), headerOf };
  return (
    <ContextMenu
      label="Columns, times and rows"
      itemsAt={({ target }) => itemsAt(actions, target)}
      keyAnchor={() => headerOf(current)}
      focusAfter={() => row.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? null}
    >
      <div
        ref={row}
        role="row"
        aria-rowindex={1}
        className="timeline-header"
        onFocus={({ target }: FocusEvent) => setCurrent(columnAt(target) ?? current)}
        onKeyDown={(event) => pressKey(event, current, actions)}
        onClick={({ target }) => clicked(target, actions)}
        {...listeners}
      >
        {columns.map((column, place) => (
          <span
            key={column.id}
            role="columnheader"
            tabIndex={column.id === current ? 0 : -1}
            className={column.className}
            aria-label={nameOf(column, times)}
            data-column={column.id}
            data-place={place}
            data-drop={drop?.row === place ? drop.edge : undefined}
          >
            <span className="timeline-heading" draggable>
              {headingOf(column, times)}
            </span>
            <ColumnEdge
              onWidth={(width) => resize(props.layout, column.id, width)}
              onFit={() => fit(actions, column.id)}
            />
          </span>
        ))}
      </div>
    </ContextMenu>
  );
}

interface CurrentHeader {
  readonly row: { current: HTMLDivElement | null };
  /** The column whose header Tab reaches. */
  readonly current: ColumnId;
  readonly setCurrent: (id: ColumnId) => void;
  readonly headerOf: (id: ColumnId) => HTMLElement | null;
}

/** The header that has the keys: the one that had them last, or where that is gone, its neighbour. */
function useCurrentHeader(columns: readonly Column[]): CurrentHeader {
  const row = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<{ readonly id: ColumnId; readonly place: number } | null>(null);
  const place = columns.findIndex(({ id }) => id === last?.id);
  const current =
    columns[place === -1 ? Math.min(last?.place ?? 0, columns.length - 1) : place]?.id ?? 'preview';
  const headerOf = (id: ColumnId): HTMLElement | null =>
    row.current?.querySelector<HTMLElement>(`[data-column="${id}"]`) ?? null;
  return {
    row,
    current,
    headerOf,
    setCurrent: (id) => setLast({ id, place: columns.findIndex((column) => column.id === id) }),
  };
}

/** Dragging a header to another place. */
function useColumnDrag({
  columns,
  layout,
}: TimelineHeaderProps): Pick<ReturnType<typeof useRowDrag<ColumnId, ColumnId>>, 'drop' | 'listeners'> {
  const ids = columns.map(({ id }) => id);
  return useRowDrag<ColumnId, ColumnId>({
    type: 'application/x-wirebench-column',
    isAcross: true,
    idOf: (place) => ids[place] ?? null,
    dropOn: (dragged, place, share) => dropOnColumn(ids, dragged, place, share),
    move: (dragged, to) =>
      layout.setState(({ columns: choices }) => ({ columns: withMoved(choices, dragged, to) })),
  });
}

interface HeaderActions extends TimelineHeaderProps {
  readonly shown: readonly ColumnId[];
  readonly headerOf: (id: ColumnId) => HTMLElement | null;
}

function itemsAt(actions: HeaderActions, target: Element): readonly MenuItem[] {
  const id = columnAt(target);
  return id === null ? [] : columnMenu({ ...actions, id, fit: () => fit(actions, id) });
}

/** Rows keep the order of the wire, so a click on a name sorts nothing: it offers what can be done with the column. */
function clicked(target: EventTarget, actions: HeaderActions): void {
  const name = target instanceof Element ? target.closest('.timeline-heading') : null;
  const id = name && columnAt(name);
  if (id !== null) take({ does: 'menu' }, id, actions);
}

function pressKey(event: KeyboardEvent, current: ColumnId, actions: HeaderActions): void {
  const { shown } = actions;
  const step = headerStepOf(event, shown.indexOf(current), shown.length);
  if (step === null) return;
  event.preventDefault();
  // The rows have keys of their own.
  event.stopPropagation();
  take(step, current, actions);
}

function take(
  step: HeaderStep,
  current: ColumnId,
  { layout, shown, headerOf, onLeave }: HeaderActions,
): void {
  const header = headerOf(current);
  switch (step.does) {
    case 'go': {
      const id = shown[step.to];
      if (id !== undefined) headerOf(id)?.focus();
      break;
    }
    case 'move': {
      const to = columnBeside(shown, current, step.by);
      if (to !== undefined) layout.setState(({ columns }) => ({ columns: withMoved(columns, current, to) }));
      break;
    }
    case 'widen':
      if (header) resize(layout, current, charactersWide(header) + step.by);
      break;
    case 'menu':
      header?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
      break;
    case 'leave':
      onLeave();
      break;
  }
}

function resize(layout: StoreApi<TableLayout>, id: ColumnId, width: number): void {
  layout.setState(({ columns }) => ({ columns: withWidth(columns, id, width) }));
}

function fit({ layout, headerOf }: Pick<HeaderActions, 'layout' | 'headerOf'>, id: ColumnId): void {
  const header = headerOf(id);
  if (header) resize(layout, id, contentCharacters(header, id));
}

function columnAt(target: Element): ColumnId | null {
  const id = target.closest('[data-column]')?.getAttribute('data-column');
  return columnIds.find((each) => each === id) ?? null;
}
