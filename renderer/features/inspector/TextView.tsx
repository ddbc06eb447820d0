import {
  memo,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  type ReactNode,
} from 'react';
import { useStore } from 'zustand';
import { formatOffset, shortestOffsetDigits } from '../../../shared/bytes/hexDump.ts';
import { decodeUtf8Segments } from '../../../shared/bytes/utf8.ts';
import { visibleUtf8 } from '../../../shared/bytes/visibleText.ts';
import type { ByteWindow } from '../../state/records/byteWindow.ts';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import { topRowAfterKey } from '../../ui/longList/scrollKeys.ts';
import type { RowRange } from '../../ui/longList/scrollModel.ts';
import { useMonoRow } from '../../ui/textSizes.ts';
import { useCharacterWidth } from '../../ui/useCharacterWidth.ts';
import type { ByteStretch } from '../../editor/hexGrid/hexLayout.ts';
import { matchPieces } from './matchPieces.ts';
import { Segments } from './Segments.tsx';
import { TextViewModel, type TextAnchor, type TextLine } from './textView.ts';
import type { RecordMatches } from './useMatchRanges.ts';

/** Both sides of a row, and the space after the offset; the same as in the stylesheet. */
const paddingPixels = 36;
/** Fewer columns than any pane has would make more rows than bytes; nobody reads lines of more than 400. */
const fewestColumns = 20;
const mostColumns = 400;

interface TextViewProps {
  readonly bytes: ByteWindow;
  /** The highlights in a stretch of the bytes, `to` exclusive. */
  readonly highlights: RecordMatches['highlights'] | null;
}

/** Bytes as UTF-8, one row per line, long lines wrapped; invalid bytes and characters without a glyph are shown as signs. */
export function TextView({ bytes, highlights }: TextViewProps): ReactNode {
  const outer = useRef<HTMLDivElement>(null);
  const { characterPixels, widthPixels } = useCharacterWidth(outer);
  const digits = shortestOffsetDigits(bytes.size);
  const columns =
    characterPixels === 0 ? 80 : Math.floor((widthPixels - paddingPixels) / characterPixels) - digits;
  const fitting = Math.min(Math.max(columns, fewestColumns), mostColumns);
  return (
    <div ref={outer} className="text-view-outer">
      {characterPixels === 0 ? null : (
        <TextRowsList bytes={bytes} highlights={highlights} columns={fitting} digits={digits} />
      )}
    </div>
  );
}

interface TextRowsListProps extends TextViewProps {
  readonly columns: number;
  readonly digits: number;
}

function TextRowsList({ bytes, highlights, columns, digits }: TextRowsListProps): ReactNode {
  const version = useStore(bytes.store, (state) => state.version);
  const rowHeight = useMonoRow();
  const model = useMemo(() => new TextViewModel(bytes, columns), [bytes, columns]);
  const list = useRef<LongListHandle>(null);
  const onVisibleRange = useAnchoredRows(model, version, list);
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
        if (!now || event.ctrlKey || event.metaKey || event.altKey) return;
        const { rowsInView } = now;
        const top = topRowAfterKey(event.key, { topRow: now.topRow(), rowsInView, rowCount: model.rowCount });
        if (top === null) return;
        event.preventDefault();
        now.moveTo(top);
      }}
      renderRow={(row, top) => {
        const line = model.lineAt(row);
        return (
          <TextRowView
            top={top}
            block={line?.block}
            row={line?.row}
            digits={digits}
            matches={line && highlights ? matchesIn(line, highlights) : undefined}
          />
        );
      }}
    />
  );
}

/**
 * Keeps the visible text in place while blocks arrive, and when a new width changes the wrapping. Returns the listener for the list's
 * range.
 */
function useAnchoredRows(
  model: TextViewModel,
  version: number,
  list: { readonly current: LongListHandle | null },
): (range: RowRange) => void {
  const [, renumber] = useReducer((count: number) => count + 1, 0);
  const visible = useRef<RowRange>({ first: 0, end: 1 });
  const moving = useRef<TextAnchor | null>(null);
  const last = useRef(model);

  const takeIn = useCallback((): void => {
    const { first, end } = visible.current;
    const anchor = last.current.anchorAt(list.current?.topRow() ?? first, end);
    const isAnother = last.current !== model;
    last.current = model;
    if (isAnother) {
      const top = model.topRowFor(anchor);
      visible.current = { first: Math.floor(top), end: Math.ceil(top) + (end - first) };
      model.show(visible.current.first, visible.current.end);
    }
    if (!model.takeIn(visible.current.first, visible.current.end) && !isAnother) return;
    moving.current = anchor;
    renumber();
  }, [model, list]);

  useLayoutEffect(takeIn, [takeIn, version]);
  useLayoutEffect(() => {
    const anchor = moving.current;
    moving.current = null;
    if (anchor) list.current?.moveTo(model.topRowFor(anchor));
  });
  // The first visible range is requested here: the list only reports changes.
  useEffect(() => model.show(visible.current.first, visible.current.end), [model]);

  return useCallback(
    (range: RowRange) => {
      visible.current = range;
      model.show(range.first, range.end);
      takeIn();
    },
    [model, takeIn],
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

const noMatches: readonly ByteStretch[] = [];

interface TextRowViewProps {
  readonly top: number;
  readonly block: TextLine['block'] | undefined;
  readonly row: TextLine['row'] | undefined;
  readonly digits: number;
  readonly matches: readonly ByteStretch[] | undefined;
}

const TextRowView = memo(function TextRowView(props: TextRowViewProps): ReactNode {
  const { top, block, row, digits, matches = noMatches } = props;
  const isHere = block !== undefined && row !== undefined;
  return (
    <div className="text-row" style={{ transform: `translateY(${top}px)` }}>
      <span className="text-offset" style={{ width: `${digits}ch` }} aria-hidden>
        {isHere && row.startsLine ? formatOffset(block.start + row.from, digits) : ''}
      </span>
      {isHere
        ? matchPieces(block.bytes, row, matches).map(({ from, to, isMatch }) => (
            <span key={from} className={isMatch ? 'is-match' : undefined}>
              <Segments segments={visibleUtf8(decodeUtf8Segments(block.bytes.subarray(from, to)))} />
            </span>
          ))
        : null}
    </div>
  );
});
