import { memo, type ReactNode } from 'react';
import { formatOffset, hexDumpRow } from '../../../shared/bytes/hexDump.ts';
import { isHiddenIn, type ByteBlock } from './byteSource.ts';
import { hexColumnsOf, hexTextOf, type HexLayout } from './hexLayout.ts';

interface HexRowProps {
  readonly row: number;
  /** In pixels, inside the list's layer. */
  readonly top: number;
  /** Undefined while the bytes are loading. */
  readonly block: ByteBlock | undefined;
  readonly layout: HexLayout;
}

/** Offset, bytes, characters: three text nodes, because an element per byte would make scrolling jerky. */
export const HexRow = memo(function HexRow({ row, top, block, layout }: HexRowProps): ReactNode {
  const offset = row * layout.bytesPerRow;
  return (
    <div role="row" aria-rowindex={row + 1} className="hex-row" style={{ transform: `translateY(${top}px)` }}>
      <span role="rowheader" className="hex-offset">
        {formatOffset(offset, layout.offsetDigits)}
      </span>
      {block ? <RowBytes offset={offset} block={block} layout={layout} /> : null}
    </div>
  );
});

interface RowBytesProps {
  readonly offset: number;
  readonly block: ByteBlock;
  readonly layout: HexLayout;
}

function RowBytes({ offset, block, layout }: RowBytesProps): ReactNode {
  const from = offset - block.start;
  const { cells, characters } = hexDumpRow(block.bytes.subarray(from, from + layout.bytesPerRow), offset);
  const unlessHidden =
    (sign: string) =>
    (text: string, index: number): string =>
      isHiddenIn(block, offset + index) ? sign : text;
  return (
    <>
      <span role="gridcell" className="hex-digits" style={{ width: `${hexColumnsOf(layout)}ch` }}>
        {hexTextOf(cells.map(unlessHidden('••')))}
      </span>
      <span role="gridcell" className="hex-characters">
        {characters.map(unlessHidden('•')).join('')}
      </span>
    </>
  );
}
