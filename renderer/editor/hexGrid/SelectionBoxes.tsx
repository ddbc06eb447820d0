import type { ReactNode } from 'react';
import { HexBoxes, type HexCanvas } from './HexBoxes.tsx';
import { columnNames, type ByteStretch } from './hexLayout.ts';
import { stretchOf, type HexSelection } from './hexSelection.ts';

interface SelectionBoxesProps {
  readonly selection: HexSelection;
  readonly canvas: HexCanvas;
}

/** The selection behind the text of both columns, and a border around the byte at the cursor. */
export function SelectionBoxes({ selection, canvas }: SelectionBoxesProps): ReactNode {
  const selected = stretchOf(selection);
  const focus: ByteStretch = { from: selection.focus, to: selection.focus + 1 };
  return (
    <div className="hex-boxes" role="presentation">
      {columnNames.map((column) => (
        <HexBoxes key={column} stretch={selected} column={column} canvas={canvas} className="is-selected" />
      ))}
      {columnNames.map((column) => (
        <HexBoxes
          key={column}
          stretch={focus}
          column={column}
          canvas={canvas}
          className={selection.column === column ? 'is-cursor' : 'is-other-cursor'}
        />
      ))}
    </div>
  );
}
