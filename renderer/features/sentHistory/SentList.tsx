import { useEffect, useRef, useState, type ReactNode } from 'react';
import { formatCount, plural } from '../../../shared/base/quantity.ts';
import { formatTimeOfDay } from '../../../shared/base/time.ts';
import { sentFileOf, type SentFileDetail } from '../../../shared/model/recordDetail.ts';
import { isPayloadKind } from '../../../shared/model/record.ts';
import { formatStartInFull } from '../../state/base/startTime.ts';
import { PayloadPreview } from '../../ui/PayloadPreview.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { SentRow } from '../../state/sessions/sentHistory.ts';

interface SentListProps {
  readonly id: string;
  readonly rows: readonly SentRow[];
  /** -1 for none. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onOpen: (row: SentRow) => void;
  /** Called when the end of the list comes into view. */
  readonly onEnd: () => void;
}

/** 200 pixels before its end, the list asks for more. */
const aheadPixels = 200;

/** The id of a row, with which the field names the active one. */
export function idOfRow(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Tells a message from all others, wherever it stands in the list. */
export function keyOfRow({ recording, seq }: Pick<SentRow, 'recording' | 'seq'>): string {
  return `${recording} ${seq}`;
}

/** The messages that were sent, newest first. The focus stays in the field above. */
export function SentList({ id, rows, active, onActive, onOpen, onEnd }: SentListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const [today] = useState(() => new Date().toDateString());
  useEffect(() => {
    list.current?.children.item(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Sent messages"
      className="sent-list"
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        if (scrollTop + clientHeight > scrollHeight - aheadPixels) onEnd();
      }}
    >
      {rows.map((row, index) => (
        // A press would take the focus from the field.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's
        <div
          key={keyOfRow(row)}
          id={idOfRow(id, index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="sent-row"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onActive(index)}
          onDoubleClick={() => onOpen(row)}
        >
          <SentCells row={row} today={today} />
        </div>
      ))}
    </div>
  );
}

function SentCells({ row, today }: { readonly row: SentRow; readonly today: string }): ReactNode {
  const { at, kind, size, preview, damage } = row;
  const file = sentFileOf(row.detail);
  const isToday = new Date(at / 1000).toDateString() === today;
  return (
    <>
      <span className="sent-time mono" title={formatStartInFull(at)}>
        {isToday ? formatTimeOfDay(at).slice(0, 8) : formatStartInFull(at).slice(5, 16)}
      </span>
      <span className="sent-kind">{kind}</span>
      <span className="sent-length mono">
        {formatCount(size)} <span className="spoken">{plural(size, 'byte')}</span>
      </span>
      <span className="sent-preview mono">
        {file !== undefined && <SentFileName file={file} />}
        {isPayloadKind(kind) && <PayloadPreview bytes={preview} kind={kind} size={size} />}
        {damage !== undefined && <span className="sent-damage">{damage}</span>}
      </span>
    </>
  );
}

/** Its name, and how it ended where it was not sent as a whole; the first bytes follow. */
function SentFileName({ file }: { readonly file: SentFileDetail }): ReactNode {
  const { name, size, reason } = file;
  return (
    <>
      <span className="sent-file">
        <VisibleText text={name} />
      </span>
      {reason !== undefined && (
        <span className="sent-cut">
          of {formatCount(size)} <span className="spoken">bytes</span> · {reason}
        </span>
      )}
    </>
  );
}
