import type { ReactNode } from 'react';
import { joinClasses } from '../../ui/joinClasses.ts';
import type { DrawnRange } from '../../ui/longList/listScroller.ts';
import { boxesOf, type ByteStretch, type HexColumn, type HexLayout } from './hexLayout.ts';

/** Where boxes are drawn: the rows on the screen, and the content pixel that their positions are relative to. */
export interface HexCanvas {
  readonly layout: HexLayout;
  readonly rowHeight: number;
  readonly drawn: DrawnRange;
}

interface HexBoxesProps {
  readonly stretch: ByteStretch;
  readonly column: HexColumn;
  readonly canvas: HexCanvas;
  readonly className: string;
  /** The class of the first box, and that of the last. */
  readonly firstClass?: string | false;
  readonly lastClass?: string | false;
}

/** The boxes behind a stretch of bytes in one column. */
export function HexBoxes(props: HexBoxesProps): ReactNode {
  const { stretch, column, canvas, className, firstClass, lastClass } = props;
  const { layout, rowHeight, drawn } = canvas;
  return boxesOf(stretch, column, layout, drawn).map((box, index, all) => (
    <div
      key={box.fromRow}
      role="presentation"
      className={joinClasses(
        'hex-box',
        className,
        index === 0 && firstClass,
        index === all.length - 1 && lastClass,
      )}
      style={{
        top: box.fromRow * rowHeight - drawn.basePixels,
        height: (box.toRow - box.fromRow) * rowHeight,
        left: `${box.fromColumn}ch`,
        width: `${box.toColumn - box.fromColumn}ch`,
      }}
    />
  ));
}
