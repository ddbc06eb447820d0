import type { ReactNode } from 'react';
import { joinClasses } from '../../ui/joinClasses.ts';
import type { DrawnRange } from '../../ui/longList/listScroller.ts';
import { boxesOf, columnNames, type ByteStretch, type HexColumn, type HexLayout } from './hexLayout.ts';

/** A highlighted stretch. Open ends are drawn as such: the match continues beyond these bytes. */
export interface HexHighlight extends ByteStretch {
  readonly opensBefore: boolean;
  readonly opensAfter: boolean;
  /** What is highlighted, which decides its look; a match unless told. */
  readonly what?: 'match' | 'value' | 'computed' | 'secret';
}

interface HighlightBoxesProps {
  readonly highlights: readonly HexHighlight[];
  readonly layout: HexLayout;
  readonly rowHeight: number;
  readonly drawn: DrawnRange;
}

/** Draws the highlights behind the text of both columns. */
export function HighlightBoxes({ highlights, layout, rowHeight, drawn }: HighlightBoxesProps): ReactNode {
  const boxes = (highlight: HexHighlight, column: HexColumn): ReactNode =>
    boxesOf(highlight, column, layout, drawn).map((box, index, all) => (
      <div
        key={`${column} ${highlight.from} ${box.fromRow}`}
        role="presentation"
        className={joinClasses(
          'hex-box',
          `is-${highlight.what ?? 'match'}`,
          highlight.opensBefore && index === 0 && 'opens-before',
          highlight.opensAfter && index === all.length - 1 && 'opens-after',
        )}
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
      {highlights.map((highlight) => columnNames.map((column) => boxes(highlight, column)))}
    </div>
  );
}
