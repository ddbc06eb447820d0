import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react';
import { dumpCharacter, formatOffset } from '../../../shared/bytes/hexDump.ts';
import { toHexByte } from '../../../shared/bytes/hexDigits.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import type { RowRange } from '../../ui/longList/scrollModel.ts';
import { useMonoRow } from '../../ui/textSizes.ts';
import { useCharacterWidth } from '../../ui/useCharacterWidth.ts';
import { isHiddenIn, type ByteSource } from './byteSource.ts';
import { bytesPerRowFor, hexLayoutOf, rowCountOf, type HexColumn, type HexLayout } from './hexLayout.ts';
import { HighlightBoxes, type HexHighlight } from './HighlightBoxes.tsx';
import type { HexCanvas } from './HexBoxes.tsx';
import { pressHexKey } from './hexKeys.ts';
import { HexRow } from './HexRow.tsx';
import type { HexSelection } from './hexSelection.ts';
import { SelectionBoxes } from './SelectionBoxes.tsx';
import { byteAt, useHexPointer, type HexPlace } from './useHexPointer.ts';
import './hexGrid.css';

/** Before the offsets, the same as in the stylesheet. */
const paddingPixels = 8;
/** After the characters: a scrollbar has room there, so that none changes how many bytes a row has. */
const endPixels = 12;

interface HexGridProps {
  readonly source: ByteSource;
  /** Changes whenever `source.block` may return something else. */
  readonly version: number;
  readonly selection: HexSelection | null;
  readonly onSelection: (selection: HexSelection) => void;
  /** Ctrl+C, or Cmd+C on a Mac, in a column. */
  readonly onCopy: (column: HexColumn) => void;
  /** The highlights in a drawn stretch, `to` exclusive. */
  readonly highlights?: (from: number, to: number) => readonly HexHighlight[];
  /** n and Shift+n: the next and the previous highlight. */
  readonly onStep?: (toward: 'next' | 'previous') => void;
  readonly handle?: Ref<HexGridHandle>;
}

/** Moves the grid from outside, and tells what is where. */
export interface HexGridHandle {
  readonly reveal: (offset: number) => void;
  /** The byte at, or nearest to, a place in the window; null without bytes. */
  readonly at: (x: number, y: number) => { readonly offset: number; readonly column: HexColumn } | null;
}

/** Any number of bytes as a hex dump with a selection in the bytes or the characters. */
export function HexGrid(props: HexGridProps): ReactNode {
  const { source, selection, onSelection, onCopy, onStep, handle } = props;
  const outer = useRef<HTMLDivElement>(null);
  const list = useRef<LongListHandle>(null);
  const { characterPixels, widthPixels } = useCharacterWidth(outer);
  const rowHeight = useMonoRow();
  const columns = characterPixels === 0 ? 0 : (widthPixels - paddingPixels - endPixels) / characterPixels;
  const layout = useHexLayout(source.size, bytesPerRowFor(source.size, columns));
  const show = useCallback(
    ({ first, end }: RowRange) => source.show(first * layout.bytesPerRow, end * layout.bytesPerRow),
    [source, layout],
  );
  const place = (): HexPlace | null => {
    const now = list.current;
    if (!now) return null;
    const { element, topRow, reveal } = now;
    return { layout, rowHeight, characterPixels, paddingPixels, element, topRow, reveal };
  };
  useImperativeHandle(handle, () => ({
    reveal: (offset) => list.current?.reveal(Math.floor(offset / layout.bytesPerRow)),
    at: (x, y) => {
      const here = place();
      return here && source.size > 0 ? byteAt(here, x, y) : null;
    },
  }));
  const pointer = useHexPointer(place, selection, onSelection);
  return (
    <div ref={outer} className="hex-grid-outer">
      <LongList
        role="grid"
        aria-label="Hex dump"
        aria-rowcount={rowCountOf(layout)}
        aria-multiselectable
        tabIndex={0}
        className="hex-grid"
        style={{ '--long-list-width': `calc(${layout.columns}ch + ${paddingPixels + endPixels}px)` }}
        rowCount={rowCountOf(layout)}
        rowHeight={rowHeight}
        handle={list}
        onVisibleRange={show}
        onKeyDown={(event) =>
          pressHexKey(event, { layout, list: list.current, selection, onSelection, onCopy, onStep })
        }
        {...pointer}
        renderRow={(row, top) => (
          <HexRow row={row} top={top} block={source.block(row * layout.bytesPerRow)} layout={layout} />
        )}
        renderBehind={(drawn) => <HexMarks {...props} canvas={{ layout, rowHeight, drawn }} />}
      />
      <SpokenByte source={source} selection={selection} />
    </div>
  );
}

type HexMarksProps = Pick<HexGridProps, 'selection' | 'highlights'> & { readonly canvas: HexCanvas };

/** What stands behind the text: the highlights, and the selection over them. */
function HexMarks({ selection, highlights, canvas }: HexMarksProps): ReactNode {
  const { first, end } = canvas.drawn;
  const { bytesPerRow } = canvas.layout;
  return (
    <>
      {highlights && (
        <HighlightBoxes highlights={highlights(first * bytesPerRow, end * bytesPerRow)} canvas={canvas} />
      )}
      {selection && <SelectionBoxes selection={selection} canvas={canvas} />}
    </>
  );
}

/** The layout, as a new object only when it really differs, because rows are drawn again for it. */
function useHexLayout(size: number, bytesPerRow: number): HexLayout {
  const [layout, setLayout] = useState(() => hexLayoutOf(size, bytesPerRow));
  if (layout.size === size && layout.bytesPerRow === bytesPerRow) return layout;
  const next = hexLayoutOf(size, bytesPerRow);
  setLayout(next);
  return next;
}

/** Announces the byte at the cursor to screen readers, a moment after the cursor has come to rest. */
function SpokenByte({ source, selection }: Pick<HexGridProps, 'source' | 'selection'>): ReactNode {
  const [text, setText] = useState('');
  const focus = selection?.focus;
  useEffect(() => {
    if (focus === undefined) return undefined;
    const timer = setTimeout(() => setText(describeByte(source, focus)), 150);
    return () => clearTimeout(timer);
  }, [source, focus]);
  return <output className="spoken">{text}</output>;
}

function describeByte(source: ByteSource, offset: number): string {
  const block = source.block(offset);
  const byte = block?.bytes[offset - block.start];
  const place = `Offset ${formatOffset(offset, 1)}`;
  if (byte === undefined) return place;
  if (block && isHiddenIn(block, offset)) return `${place}, secret`;
  const character = byte > 0x20 && byte < 0x7f ? `, ${dumpCharacter(byte)}` : '';
  return `${place}, byte ${toHexByte(byte)}${character}`;
}
