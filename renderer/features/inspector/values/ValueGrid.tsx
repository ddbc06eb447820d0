import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { ContextMenu, type MenuPlace } from '../../../ui/ContextMenu.tsx';
import { isModHeld } from '../../../ui/keys.ts';
import type { MenuItem } from '../../../ui/menuItem.ts';
import { ValueRowView } from './ValueRowView.tsx';
import { placeAfterKey } from './valueKeys.ts';
import { rowsBefore, type ValueGroup, type ValuePlace } from './valueRows.ts';

interface ValueGridProps {
  readonly groups: readonly ValueGroup[];
  readonly current: ValuePlace;
  readonly onCurrent: (place: ValuePlace) => void;
  /** A click on a value, or Enter: its bytes are meant. */
  readonly onChosen: (place: ValuePlace) => void;
  /** Ctrl+C, or Cmd+C on a Mac. */
  readonly onCopy: () => void;
  readonly menuOf: (place: ValuePlace) => readonly MenuItem[];
  readonly onFocused: (isFocused: boolean) => void;
}

/** Values in rows, little endian and big endian side by side. It has the focus itself; arrows move a cursor in it. */
export function ValueGrid(props: ValueGridProps): ReactNode {
  const { groups, current, onCurrent, onChosen, menuOf, onFocused } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const itemsAt = ({ target, byKey }: MenuPlace): readonly MenuItem[] => {
    const place = byKey ? current : placeOf(target, current);
    if (place === null) return [];
    onCurrent(place);
    return menuOf(place);
  };
  return (
    <ContextMenu
      label="Actions for this value"
      itemsAt={itemsAt}
      keyAnchor={() => currentIn(scroller.current)}
    >
      <div
        ref={scroller}
        role="grid"
        aria-label="Values"
        className="value-grid"
        tabIndex={0}
        aria-activedescendant={`${id}-current`}
        onClick={({ target }) => {
          const place = target instanceof Element ? placeOf(target, current) : null;
          if (place) onChosen(place);
        }}
        onKeyDown={(event) => pressKey(event, props, scroller.current)}
        onFocus={() => onFocused(true)}
        onBlur={() => onFocused(false)}
      >
        <ColumnNames />
        <ValueGroups groups={groups} current={current} currentId={`${id}-current`} />
      </div>
    </ContextMenu>
  );
}

function ColumnNames(): ReactNode {
  return (
    <div role="row" className="value-row value-columns">
      {['Value', 'Little endian', 'Big endian'].map((name) => (
        <span key={name} role="columnheader">
          {name}
        </span>
      ))}
    </div>
  );
}

interface ValueGroupsProps extends Pick<ValueGridProps, 'groups' | 'current'> {
  readonly currentId: string;
}

function ValueGroups({ groups, current, currentId }: ValueGroupsProps): ReactNode {
  const firstRows = rowsBefore(groups);
  return groups.map(({ name, rows, hasHeading }, group) => (
    <div key={name} role="rowgroup" aria-label={name} className="value-group">
      {hasHeading && (
        <div className="value-heading" aria-hidden>
          {name}
        </div>
      )}
      {rows.map((row, index) => {
        const number = (firstRows[group] ?? 0) + index;
        return (
          <ValueRowView
            key={row.name}
            row={row}
            index={number}
            currentColumn={number === current.row ? current.column : null}
            currentId={currentId}
          />
        );
      })}
    </div>
  ));
}

function currentIn(scroller: HTMLElement | null): Element | null {
  return scroller?.querySelector('.is-current') ?? null;
}

/** The value that an element is in; its name stands for the one in the current column. */
function placeOf(target: Element, { column }: ValuePlace): ValuePlace | null {
  const row = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
  const at = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  return row === undefined ? null : { row: Number(row), column: at === undefined ? column : Number(at) };
}

function pressKey(event: KeyboardEvent, props: ValueGridProps, scroller: HTMLElement | null): void {
  const { current, groups, onCurrent, onChosen, onCopy } = props;
  if (event.altKey || event.shiftKey) return;
  const { key } = event;
  if (isModHeld(event)) {
    if (key.toLowerCase() !== 'c') return;
    event.preventDefault();
    onCopy();
    return;
  }
  const rowHeight = currentIn(scroller)?.clientHeight ?? 0;
  const rowsInView = rowHeight > 0 ? Math.floor((scroller?.clientHeight ?? 0) / rowHeight) - 1 : 1;
  const rowCount = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const place = placeAfterKey(key, { ...current, rowCount, rowsInView });
  if (place === null && key !== 'Enter' && key !== ' ') return;
  event.preventDefault();
  if (place) onCurrent(place);
  else onChosen(current);
}
