import {
  useEffect,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { stretchOf, type HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import type { ByteStretch } from './byteStretch.ts';
import { cellAround, cellAtUnit, wordAround, type TextCell } from './textCells.ts';
import { selectCells, selectedByKey } from './textSelection.ts';
import type { TextViewModel } from './textView.ts';
import { unitAt } from './unitAt.ts';
import type { SelectedBytes } from './useSelectedBytes.ts';

interface TextSelecting {
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onDoubleClick: (event: MouseEvent) => void;
  /** The character at, or nearest to, a place in the window, in offsets of the record. */
  readonly at: (x: number, y: number) => TextCell | null;
}

interface TextPlace {
  readonly model: TextViewModel;
  readonly list: RefObject<LongListHandle | null>;
  readonly rowHeight: number;
  readonly size: number;
}

/** Selects text by pointer and keys: press for a character, twice for a word, drag or Shift-press for a stretch, beyond the edge the text scrolls along. */
export function useTextSelection(
  { model, list, rowHeight, size }: TextPlace,
  { selection, select }: SelectedBytes,
  onCopy: () => void,
): TextSelecting {
  const drag = useRef<{ readonly anchor: TextCell; x: number; y: number } | null>(null);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const at = (x: number, y: number): TextCell | null => {
    const element = list.current?.element;
    if (!list.current || !element) return null;
    const { top } = element.getBoundingClientRect();
    const row = Math.floor(list.current.topRow() + (y - top) / rowHeight);
    return cellInRow(model, Math.min(Math.max(row, 0), model.rowCount - 1), element, x);
  };
  const extend = (): void => {
    const now = drag.current;
    const element = list.current?.element;
    const cell = now && at(now.x, now.y);
    if (!now || !cell || !element) return;
    select(selectCells(now.anchor, cell));
    list.current?.reveal(Math.floor(model.topRowFor({ offset: cell.from, rowsBelowTop: 0 })));
    cancelAnimationFrame(frame.current);
    const { top, bottom } = element.getBoundingClientRect();
    if (now.y < top || now.y > bottom) frame.current = requestAnimationFrame(extend);
  };
  return {
    at,
    onKeyDown(event) {
      const command = event.ctrlKey || event.metaKey;
      if (command && !event.altKey && event.key.toLowerCase() === 'c') onCopy();
      else {
        const next = selectedByKey(event, { model, selection, size, topRow: list.current?.topRow() ?? 0 });
        if (next === undefined) return false;
        select(next);
        if (next && !command)
          list.current?.reveal(Math.floor(model.topRowFor({ offset: next.focus, rowsBelowTop: 0 })));
      }
      event.preventDefault();
      return true;
    },
    onPointerDown(event) {
      const element = list.current?.element;
      if (event.button !== 0 || !element || event.target === element) return; // the scrollbar
      const cell = at(event.clientX, event.clientY);
      if (!cell) return;
      const anchor = event.shiftKey && selection ? anchorOf(selection, model, cell) : cell;
      drag.current = { anchor, x: event.clientX, y: event.clientY };
      element.setPointerCapture(event.pointerId);
      select(selectCells(anchor, cell));
    },
    onPointerMove(event) {
      if (!drag.current) return;
      drag.current = { ...drag.current, x: event.clientX, y: event.clientY };
      extend();
    },
    onDoubleClick(event) {
      const cell = at(event.clientX, event.clientY);
      const word = cell && wordIn(model, cell);
      if (word) select(selectCells(word, word));
    },
    onPointerUp() {
      drag.current = null;
      cancelAnimationFrame(frame.current);
    },
  };
}

function cellInRow(model: TextViewModel, row: number, element: Element, x: number): TextCell | null {
  const line = model.lineAt(row);
  const drawn = element.querySelector(`[data-row="${row}"]`);
  if (!line || !drawn) return null;
  const { block } = line;
  const cell = cellAtUnit(block.bytes, line.row, unitAt(drawn, x));
  return { ...cell, from: block.start + cell.from, to: block.start + cell.to };
}

/** The word around a character, in offsets of the record. */
function wordIn(model: TextViewModel, { from }: TextCell): ByteStretch | null {
  const line = model.lineAt(Math.floor(model.topRowFor({ offset: from, rowsBelowTop: 0 })));
  if (!line) return null;
  const { block, row } = line;
  const word = wordAround(block.bytes, row, from - block.start);
  return { from: block.start + word.from, to: block.start + word.to };
}

/** The character that a selection was begun with; where it is not at hand, the byte. */
function anchorOf(selection: HexSelection, model: TextViewModel, near: TextCell): TextCell {
  const { anchor } = selection;
  const line = model.lineAt(Math.floor(model.topRowFor({ offset: anchor, rowsBelowTop: 0 })));
  const { from, to } = stretchOf({ ...selection, focus: anchor });
  if (!line || anchor < line.block.start) return { from, to, units: near.units };
  const cell = cellAround(line.block.bytes, anchor - line.block.start);
  return { ...cell, from: line.block.start + cell.from, to: line.block.start + cell.to };
}
