import type { HexSelection } from '../../editor/hexGrid/hexSelection.ts';
import { cellAround, cellAt, cellAtUnit, unitOf, type TextCell } from './textCells.ts';
import type { TextLine, TextViewModel } from './textView.ts';

/** From one character to another, whole, whichever comes first. */
export function selectCells(
  anchor: Pick<TextCell, 'from' | 'to'>,
  focus: Pick<TextCell, 'from' | 'to'>,
): HexSelection {
  return focus.from >= anchor.from
    ? { anchor: anchor.from, focus: focus.to - 1, column: 'text' }
    : { anchor: anchor.to - 1, focus: focus.from, column: 'text' };
}

interface TextCursor {
  readonly model: Pick<TextViewModel, 'lineAt' | 'topRowFor' | 'rowCount'>;
  readonly selection: HexSelection | null;
  readonly size: number;
  /** The row at the top: where a selection by keys begins. */
  readonly topRow: number;
}

type PressedKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The selection after a key: all of it, none, or the one before with its end moved. Undefined for a key that does not select. */
export function selectedByKey(pressed: PressedKey, cursor: TextCursor): HexSelection | null | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = pressed;
  const { selection, size } = cursor;
  if (altKey || size === 0) return undefined;
  if ((ctrlKey || metaKey) && !shiftKey && key.toLowerCase() === 'a')
    return { anchor: 0, focus: size - 1, column: 'text' };
  if (ctrlKey || metaKey) return undefined;
  if (key === 'Escape') return selection ? null : undefined;
  return shiftKey ? extendedByKey(key, cursor) : undefined;
}

function extendedByKey(key: string, cursor: TextCursor): HexSelection | undefined {
  const { model, selection, topRow } = cursor;
  const isMove = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
  if (!isMove) return undefined;
  const row = selection
    ? Math.floor(model.topRowFor({ offset: selection.focus, rowsBelowTop: 0 }))
    : Math.ceil(topRow);
  const line = model.lineAt(row);
  if (!line) return undefined;
  const first = cellOf(line, line.row.from);
  if (!selection) return selectCells(first, first);
  const focus = cellAroundOf(line, selection.focus);
  const next = movedBy(key, { ...cursor, row, line, focus }) ?? focus;
  const anchor = { from: selection.anchor, to: selection.anchor + 1 };
  return selectCells(anchorCell(model, selection.anchor) ?? anchor, next);
}

interface TextMove extends TextCursor {
  readonly row: number;
  readonly line: TextLine;
  readonly focus: TextCell;
}

/** Where the end goes; null where there is nothing beyond. */
function movedBy(key: string, { model, row, line, focus }: TextMove): TextCell | null {
  const { block, row: here } = line;
  const offset = focus.from - block.start;
  switch (key) {
    case 'ArrowLeft':
      return offset > here.from ? cellAroundOf(line, focus.from - 1) : edgeOf(model, row - 1, 'last');
    case 'ArrowRight':
      return focus.to - block.start < here.to
        ? cellOf(line, focus.to - block.start)
        : edgeOf(model, row + 1, 'first');
    case 'Home':
      return cellOf(line, here.from);
    case 'End':
      return cellAroundOf(line, block.start + here.to - 1);
    default: {
      const other = model.lineAt(row + (key === 'ArrowUp' ? -1 : 1));
      if (!other) return null;
      const unit = unitOf(block.bytes, here, offset);
      return inRecord(other, cellAtUnit(other.block.bytes, other.row, unit));
    }
  }
}

function edgeOf(model: TextCursor['model'], row: number, edge: 'first' | 'last'): TextCell | null {
  const line = row < 0 || row >= model.rowCount ? undefined : model.lineAt(row);
  if (!line) return null;
  const { block, row: there } = line;
  return edge === 'first' ? cellOf(line, there.from) : cellAroundOf(line, block.start + there.to - 1);
}

function anchorCell(model: TextCursor['model'], offset: number): TextCell | null {
  const line = model.lineAt(Math.floor(model.topRowFor({ offset, rowsBelowTop: 0 })));
  return line && offset >= line.block.start ? cellAroundOf(line, offset) : null;
}

/** The cell that begins at an offset of the line's block, in offsets of the record. */
function cellOf(line: TextLine, offset: number): TextCell {
  return inRecord(line, cellAt(line.block.bytes, offset));
}

/** The cell around an offset of the record. */
function cellAroundOf(line: TextLine, offset: number): TextCell {
  return inRecord(line, cellAround(line.block.bytes, offset - line.block.start));
}

function inRecord({ block }: TextLine, cell: TextCell): TextCell {
  return { ...cell, from: block.start + cell.from, to: block.start + cell.to };
}
