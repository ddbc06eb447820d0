import { useImperativeHandle, useMemo, useRef, type ReactNode, type Ref } from 'react';
import { useStore } from 'zustand';
import { shortestOffsetDigits } from '../../../shared/bytes/hexDump.ts';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import { topRowAfterKey } from '../../ui/longList/scrollKeys.ts';
import { useMonoRow } from '../../ui/textSizes.ts';
import { useCharacterWidth } from '../../ui/useCharacterWidth.ts';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import type { ByteStretch } from './byteStretch.ts';
import { TextRowView } from './TextRowView.tsx';
import { TextViewModel, type TextLine } from './textView.ts';
import { useAnchoredRows } from './useAnchoredRows.ts';
import type { SelectedBytes } from './useSelectedBytes.ts';
import { useTextSelection } from './useTextSelection.ts';
import type { RecordMatches } from './useMatchRanges.ts';

/** Both sides of a row, and the space after the offset; the same as in the stylesheet. */
const paddingPixels = 36;
/** Fewer columns than any pane has would make more rows than bytes; nobody reads lines of more than 400. */
const fewestColumns = 20;
const mostColumns = 400;

interface TextViewProps extends SelectedBytes {
  readonly bytes: ByteWindow;
  /** The highlights in a stretch of the bytes, `to` exclusive. */
  readonly highlights: RecordMatches['highlights'] | null;
  /** Ctrl+C, or Cmd+C on a Mac. */
  readonly onCopy: () => void;
  readonly handle?: Ref<TextViewHandle>;
}

/** Tells what is where in the text. */
export interface TextViewHandle {
  /** The character at, or nearest to, a place in the window. */
  readonly at: (x: number, y: number) => ByteStretch | null;
}

/** Bytes as UTF-8, one row per line, long lines wrapped; invalid bytes and characters without a glyph are shown as signs. */
export function TextView(props: TextViewProps): ReactNode {
  const { bytes } = props;
  const outer = useRef<HTMLDivElement>(null);
  const { characterPixels, widthPixels } = useCharacterWidth(outer);
  const digits = shortestOffsetDigits(bytes.size);
  const columns =
    characterPixels === 0 ? 80 : Math.floor((widthPixels - paddingPixels) / characterPixels) - digits;
  const fitting = Math.min(Math.max(columns, fewestColumns), mostColumns);
  return (
    <div ref={outer} className="text-view-outer">
      {characterPixels === 0 ? null : <TextRowsList {...props} columns={fitting} digits={digits} />}
    </div>
  );
}

interface TextRowsListProps extends TextViewProps {
  readonly columns: number;
  readonly digits: number;
}

function TextRowsList(props: TextRowsListProps): ReactNode {
  const { bytes, highlights, selection, select, onCopy, handle, columns, digits } = props;
  const version = useStore(bytes.store, (state) => state.version);
  const rowHeight = useMonoRow();
  const model = useMemo(() => new TextViewModel(bytes, columns), [bytes, columns]);
  const list = useRef<LongListHandle>(null);
  const onVisibleRange = useAnchoredRows(model, version, list);
  const selecting = useTextSelection(
    { model, list, rowHeight, size: bytes.size },
    { selection, select },
    onCopy,
  );
  const { onKeyDown, at, ...pointer } = selecting;
  useImperativeHandle(handle, () => ({ at }));
  return (
    <LongList
      role="document"
      aria-label="Text"
      tabIndex={0}
      className="text-view"
      rowCount={model.rowCount}
      rowHeight={rowHeight}
      handle={list}
      onVisibleRange={onVisibleRange}
      onKeyDown={(event) => {
        const now = list.current;
        if (onKeyDown(event) || !now || event.ctrlKey || event.metaKey || event.altKey) return;
        const { rowsInView } = now;
        const top = topRowAfterKey(event.key, { topRow: now.topRow(), rowsInView, rowCount: model.rowCount });
        if (top === null) return;
        event.preventDefault();
        now.moveTo(top);
      }}
      {...pointer}
      renderRow={(row, top) => {
        const line = model.lineAt(row);
        const selected = selectedIn(line, selection);
        return (
          <TextRowView
            index={row}
            top={top}
            block={line?.block}
            row={line?.row}
            digits={digits}
            matches={line && highlights ? matchesIn(line, highlights) : undefined}
            selectedFrom={selected.from}
            selectedTo={selected.to}
          />
        );
      }}
    />
  );
}

/** Matches in the block's offsets; undefined for none, so that a row without matches is not redrawn. */
function matchesIn(
  { block, row }: TextLine,
  highlights: RecordMatches['highlights'],
): readonly ByteStretch[] | undefined {
  const found = highlights(block.start + row.from, block.start + row.to);
  if (found.length === 0) return undefined;
  return found.map(({ from, to }) => ({ from: from - block.start, to: to - block.start }));
}

const nothing: ByteStretch = { from: 0, to: 0 };

/** What is selected of a line, in the block's offsets. */
function selectedIn(line: TextLine | undefined, selection: HexSelection | null): ByteStretch {
  if (!line || !selection) return nothing;
  const { block, row } = line;
  const stretch = stretchOf(selection);
  const from = Math.max(stretch.from - block.start, row.from);
  const to = Math.min(stretch.to - block.start, row.to);
  return from < to ? { from, to } : nothing;
}
