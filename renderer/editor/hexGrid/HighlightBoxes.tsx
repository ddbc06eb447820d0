import type { ReactNode } from 'react';
import { HexBoxes, type HexCanvas } from './HexBoxes.tsx';
import { columnNames, type ByteStretch } from './hexLayout.ts';

/** A highlighted stretch. Open ends are drawn as such: the match continues beyond these bytes. */
export interface HexHighlight extends ByteStretch {
  readonly opensBefore: boolean;
  readonly opensAfter: boolean;
  /** What is highlighted, which decides its look; a match unless told. */
  readonly what?: 'match' | 'value' | 'computed' | 'secret';
}

interface HighlightBoxesProps {
  readonly highlights: readonly HexHighlight[];
  readonly canvas: HexCanvas;
}

/** Draws the highlights behind the text of both columns. */
export function HighlightBoxes({ highlights, canvas }: HighlightBoxesProps): ReactNode {
  return (
    <div className="hex-boxes" role="presentation">
      {highlights.map((highlight) =>
        columnNames.map((column) => (
          <HexBoxes
            key={`${column} ${highlight.from}`}
            stretch={highlight}
            column={column}
            canvas={canvas}
            className={`is-${highlight.what ?? 'match'}`}
            firstClass={highlight.opensBefore && 'opens-before'}
            lastClass={highlight.opensAfter && 'opens-after'}
          />
        )),
      )}
    </div>
  );
}
