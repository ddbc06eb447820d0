import { memo, type ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import { formatTimeOfDay, measureDelta } from '../../../shared/base/time.ts';
import { previewOf } from '../../../shared/bytes/preview.ts';
import { visibleText, type VisibleSegment } from '../../../shared/bytes/visibleText.ts';
import { isPayloadKind, type Direction, type RecordRow } from '../../../shared/model/record.ts';
import type { SelectionWay } from '../../state/records/selection.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { asksForMenu } from '../../ui/keys.ts';
import { wayOfPress } from './timelineKeys.ts';

export interface TimelineRowProps {
  readonly id: string;
  /** Its index in the list. */
  readonly index: number;
  /** Its position among the existing rows, for screen readers; counted from 1, header included. */
  readonly ariaRowIndex: number;
  /** The text of its first column; null while it is unknown: in a list of matches, until the row is loaded. */
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
  /** True for a match, where all records are listed. */
  readonly isMatch: boolean;
  /** The peer's address; null where the column is not shown. */
  readonly peer: string | null;
  readonly select: (index: number, way: SelectionWay) => void;
}

/** One record. Redrawn only when its content has changed. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps): ReactNode {
  const { id, index, number, top, row, selected, isCurrent, isMatch, select } = props;
  return (
    // The grid itself has the focus and the keys; rows only react to the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="row"
      className={joinClasses(
        'timeline-row',
        row ? toneOf(row) : 'is-coming',
        isMatch && 'is-match',
        isCurrent && 'is-current',
      )}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={props.ariaRowIndex}
      aria-selected={selected}
      onPointerDown={(event) => {
        if (event.button === 0 && !asksForMenu(event)) select(index, wayOfPress(event));
      }}
    >
      <span role="gridcell" className="timeline-number">
        {number ?? '…'}
        {isMatch && <span className="spoken">, matches</span>}
      </span>
      {row ? <RecordCells row={row} previousAt={props.previousAt} peer={props.peer} /> : null}
    </div>
  );
});

interface RecordCellsProps {
  readonly row: RecordRow;
  readonly previousAt: number | undefined;
  readonly peer: string | null;
}

function RecordCells({ row, previousAt, peer }: RecordCellsProps): ReactNode {
  const isPayload = isPayloadKind(row.kind);
  return (
    <>
      <span role="gridcell">{formatTimeOfDay(row.at)}</span>
      <span role="gridcell" className="timeline-delta">
        {previousAt === undefined ? null : <Delta us={row.at - previousAt} />}
      </span>
      {peer === null ? null : (
        <span role="gridcell" className="timeline-peer" title={peer}>
          {peer}
        </span>
      )}
      <DirectionCell direction={row.direction} />
      <span role="gridcell" className="timeline-kind">
        {row.kind}
      </span>
      <span role="gridcell" className="timeline-length">
        {isPayload ? formatCount(row.size) : ''}
      </span>
      <span role="gridcell" className="timeline-preview" title={row.damage ?? row.note ?? undefined}>
        {isPayloadKind(row.kind) ? <Segments segments={previewOf(row.preview, row.kind, row.size)} /> : null}
        {row.note === null ? null : <Note text={row.note} />}
        {row.damage === undefined ? null : <Note text={row.damage} />}
      </span>
    </>
  );
}

function Note({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="timeline-note">
      <Segments segments={visibleText(text)} />
    </span>
  );
}

function Delta({ us }: { readonly us: number }): ReactNode {
  const { value, unit } = measureDelta(us);
  return (
    <>
      {value} <span className="unit">{unit}</span>
    </>
  );
}

function DirectionCell({ direction }: { readonly direction: Direction | null }): ReactNode {
  if (direction === null) return <span role="gridcell" aria-label="none" />;
  return (
    <span role="gridcell" className={`timeline-direction is-${direction}`} aria-label={direction}>
      {direction === 'out' ? '↑' : '↓'}
    </span>
  );
}

function Segments({ segments }: { readonly segments: readonly VisibleSegment[] }): ReactNode {
  return segments.map(({ text, quiet }, index) => (
    // Segments have no identity except their position.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={index} className={quiet ? 'is-quiet' : undefined}>
      {text}
    </span>
  ));
}

function toneOf({ kind, damage }: RecordRow): string {
  if (damage !== undefined) return 'is-failure';
  switch (kind) {
    case 'failed':
      return 'is-failure';
    case 'paused':
    case 'resumed':
    case 'gap':
    case 'waiting':
      return 'is-warning';
    case 'listening':
    case 'opened':
    case 'secured':
    case 'changed':
    case 'ended':
    case 'closed':
    case 'sent':
      return 'is-event';
    case 'data':
    case 'text':
    case 'binary':
    case 'ping':
    case 'pong':
    case 'close':
      return 'is-payload';
  }
}
