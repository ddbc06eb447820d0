import type { ReactNode } from 'react';
import { boxesOf, columnNames, type ByteStretch, type HexColumn, type HexLayout } from './hexLayout.ts';
import { stretchOf, type HexSelection } from './hexSelection.ts';

interface SelectionBoxesProps {
  readonly selection: HexSelection;
  readonly layout: HexLayout;
  readonly rowHeight: number;
  /** The drawn rows, and the content pixel that their positions are relative to. */
  readonly drawn: { readonly first: number; readonly end: number; readonly basePixels: number };
}

/** The selection behind the text of both columns, and a border around the byte at the cursor. */
export function SelectionBoxes({ selection, layout, rowHeight, drawn }: SelectionBoxesProps): ReactNode {
  const focus: ByteStretch = { from: selection.focus, to: selection.focus + 1 };
  const boxes = (stretch: ByteStretch, column: HexColumn, className: string): ReactNode =>
    boxesOf(stretch, column, layout, drawn).map((box) => (
      <div
        key={`${column} ${className} ${box.fromRow}`}
        role="presentation"
        className={`hex-box ${className}`}
        style={{
          top: box.fromRow * rowHeight - drawn.basePixels,
          height: (box.toRow - box.fromRow) * rowHeight,
          left: `${box.fromColumn}ch`,
          width: `${box.toColumn - box.fromColumn}ch`,
        }}
      />
    ));
  return (
    <div className="hex-boxes" role="presentation">
      {columnNames.map((column) => boxes(stretchOf(selection), column, 'is-selected'))}
      {columnNames.map((column) =>
        boxes(focus, column, selection.column === column ? 'is-cursor' : 'is-other-cursor'),
      )}
    </div>
  );
}
