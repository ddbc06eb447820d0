import type { ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import { visibleLine, visibleText } from '../../../shared/bytes/visibleText.ts';
import { isPayloadKind } from '../../../shared/model/record.ts';
import type { ColumnId } from '../../state/window/tableColumns.ts';
import { isKindTold, noteOf, textOf, type TableRow, type TableWords } from '../../state/window/tableTexts.ts';
import { PayloadPreview } from '../../ui/PayloadPreview.tsx';
import { columnFacts, type ColumnFacts } from './columnFacts.ts';

/** A column as it is drawn. */
export interface Column extends ColumnFacts {
  /** Of its cells and its header. */
  readonly className: string;
  /** Draws a cell, where that is more than its text. */
  readonly draw?: (row: TableRow, words: TableWords) => ReactNode;
  /** What is read aloud instead of what is drawn. */
  readonly spoken?: (row: TableRow) => string;
  /** What the pointer shows of a cell that may be too narrow for it. */
  readonly title?: (row: TableRow, words: TableWords) => string | undefined;
}

const cells: Readonly<Partial<Record<ColumnId, Pick<Column, 'draw' | 'spoken' | 'title'>>>> = {
  peer: { title: (row, words) => textOf('peer', row, words) },
  length: { title: lengthTitle },
  direction: { draw: drawDirection, spoken: ({ row }) => row.direction ?? 'none' },
  note: { draw: drawNote, title: noteTitle },
  preview: { draw: drawPreview, title: noteTitle },
};

/** A column with its cells. */
export function columnOf(id: ColumnId): Column {
  const facts = columnFacts(id);
  return { ...facts, className: `timeline-${id}${facts.isNumeric ? ' is-numeric' : ''}`, ...cells[id] };
}

/** What a cell shows. */
export function drawCell({ id, draw }: Column, row: TableRow, words: TableWords): ReactNode {
  return draw ? draw(row, words) : textOf(id, row, words);
}

function drawDirection({ row }: TableRow): ReactNode {
  const { direction } = row;
  if (direction === null) return null;
  return <span className={`is-${direction}`}>{direction === 'out' ? '↑' : '↓'}</span>;
}

/** The exact number, where the cell has another. */
function lengthTitle(
  { row: { kind, size } }: TableRow,
  { lengthCharacters }: TableWords,
): string | undefined {
  const exact = formatCount(size);
  return isPayloadKind(kind) && exact.length > lengthCharacters ? `${exact} bytes` : undefined;
}

function noteTitle({ row: { note, damage } }: TableRow): string | undefined {
  const text = damage ?? note;
  return text === null ? undefined : visibleLine(text);
}

function drawNote({ row }: TableRow, words: TableWords): ReactNode {
  const note = noteOf(row, words);
  return note === null ? null : <Note text={note} />;
}

function drawPreview({ row }: TableRow, words: TableWords): ReactNode {
  const { kind, preview, size, damage } = row;
  return (
    <>
      {isKindTold(kind, words) && <span className="timeline-chip">{kind}</span>}
      {isPayloadKind(kind) && <PayloadPreview bytes={preview} kind={kind} size={size} />}
      {words.shown.includes('note') ? null : drawNote({ row, number: '', previousAt: undefined }, words)}
      {damage === undefined ? null : <Note text={damage} />}
    </>
  );
}

function Note({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="timeline-note">
      {visibleText(text).map(({ text: shown, quiet }, index) => (
        // Segments have no identity except their position.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={quiet ? 'sign' : undefined}>
          {shown}
        </span>
      ))}
    </span>
  );
}
