import { memo, type ReactNode } from 'react';
import type { MarkLook } from '../../../shared/model/mark.ts';
import { describeMark, lineOfNote } from '../../../shared/model/markWords.ts';
import type { RecordRow } from '../../../shared/model/record.ts';
import type { SelectionWay } from '../../state/records/selection.ts';
import type { ColumnId } from '../../state/window/tableColumns.ts';
import type { TableWords } from '../../state/window/tableTexts.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { asksForMenu } from '../../ui/keys.ts';
import { MarkSign } from '../../ui/MarkSign.tsx';
import { drawCell, type Column } from './columns.tsx';
import { toneOf } from './rowTone.ts';
import { wayOfPress } from './timelineKeys.ts';

export interface TimelineRowProps {
  readonly id: string;
  /** Its index in the list. */
  readonly index: number;
  /** Its position among the existing rows, for screen readers; counted from 1, header included. */
  readonly ariaRowIndex: number;
  /** The number of its item; null while it is unknown: in a list of matches, until the row is loaded. */
  readonly number: string | null;
  /** In pixels, inside the list's layer. */
  readonly top: number;
  /** Undefined while it is loading. */
  readonly row: RecordRow | undefined;
  /** When the row before this one happened, in microseconds. */
  readonly previousAt: number | undefined;
  readonly selected: boolean;
  /** True for the row that the keys go on from, which the inspector shows. */
  readonly isCurrent: boolean;
  /** What a person marked it with. */
  readonly mark: MarkLook | null;
  /** True for a match, where all records are listed. */
  readonly isMatch: boolean;
  readonly columns: readonly Column[];
  readonly words: TableWords;
  readonly select: (index: number, way: SelectionWay) => void;
}

/** One record. Redrawn only when its content has changed. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps): ReactNode {
  const { id, index, number, top, row, previousAt, selected, isCurrent, isMatch } = props;
  const { mark, columns, words, select } = props;
  const shown = row && { number: number ?? '…', row, previousAt };
  return (
    // The grid itself has the focus and the keys; rows only react to the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="row"
      data-index={index}
      className={joinClasses(
        'timeline-row',
        row ? toneOf(row) : 'is-coming',
        isMatch && 'is-match',
        isCurrent && 'is-current',
        mark ? `is-marked mark-${mark.colour}` : undefined,
      )}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={props.ariaRowIndex}
      aria-selected={selected}
      onPointerDown={(event) => {
        if (event.button === 0 && !asksForMenu(event)) select(index, wayOfPress(event));
      }}
    >
      {mark && <MarkSign colour={mark.colour} title={describeMark(mark)} className="timeline-mark" />}
      {columns.map((column, place) => (
        <span
          key={column.id}
          role="gridcell"
          className={column.className}
          aria-label={shown && column.spoken?.(shown)}
          title={shown && column.title?.(shown, words)}
        >
          {shown ? drawCell(column, shown, words) : comingCell(column, number)}
          {shown && mark?.note && column.id === placeOfNote(words) && <MarkNote note={mark.note} />}
          {isMatch && place === 0 && <span className="spoken">, matches</span>}
          {mark && place === 0 && <span className="spoken">, {describeMark(mark)}</span>}
        </span>
      ))}
    </div>
  );
});

/** A note is shown with the others, or behind what the record says. */
function placeOfNote({ shown }: TableWords): ColumnId {
  return shown.includes('note') ? 'note' : 'preview';
}

/** Seen only: the first cell says it to screen readers. */
function MarkNote({ note }: { readonly note: string }): ReactNode {
  return (
    <span className="timeline-mark-note" aria-hidden>
      {lineOfNote(note)}
    </span>
  );
}

function comingCell({ id }: Column, number: string | null): string | null {
  return id === 'number' ? (number ?? '…') : null;
}
