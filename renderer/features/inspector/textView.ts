import type { ByteBlock, ByteWindow } from '../../state/records/byteWindow.ts';
import { layOutText, type TextRow } from './textLayout.ts';
import { TextRows } from './textRows.ts';

/** 32 KiB: one request, and some milliseconds of laying out. */
export const textBlockBytes = 32_768;
/** 3 bytes: the most of a UTF-8 character that can be on the other side of a block's edge. */
export const textMarginBytes = 3;

/** A row to be drawn: its bytes, and where they begin in the record. */
export interface TextLine {
  readonly block: ByteBlock;
  readonly row: TextRow;
}

/** A place in the text that does not depend on how the rows are numbered: a byte, and how many rows below the top it is. */
export interface TextAnchor {
  readonly offset: number;
  readonly rowsBelowTop: number;
}

/**
 * The rows of a record's bytes as text, for a given width. Whatever the size, only the blocks that were on the screen are laid out. A line
 * that crosses the edge of a block goes on in a new row there.
 */
export class TextViewModel {
  private readonly bytes: ByteWindow;
  private readonly columns: number;
  private readonly rows: TextRows;
  /** Each layout is dropped with its block. */
  private readonly layouts = new WeakMap<ByteBlock, readonly TextRow[]>();

  constructor(bytes: ByteWindow, columns: number) {
    this.bytes = bytes;
    this.columns = columns;
    const blocks = Math.max(1, Math.ceil(bytes.size / textBlockBytes));
    this.rows = new TextRows(blocks, Math.ceil(Math.min(bytes.size, textBlockBytes) / columns) || 1);
  }

  get rowCount(): number {
    return this.rows.rowCount;
  }

  /** Undefined while the row's bytes are loading. */
  lineAt(row: number): TextLine | undefined {
    const index = this.rows.blockOf(row);
    const block = this.bytes.block(index * textBlockBytes);
    if (!block || !this.rows.isKnown(index)) return undefined;
    const textRow = this.layoutOf(block, index)[row - this.rows.firstRowOf(index)];
    return textRow && { block, row: textRow };
  }

  /** Says which rows are on the screen. */
  show(first: number, end: number): void {
    const last = this.rows.blockOf(Math.max(first, end - 1));
    this.bytes.show(this.rows.blockOf(first) * textBlockBytes, (last + 1) * textBlockBytes);
  }

  /** Lays out blocks that have arrived for rows on the screen. True when that renumbers rows. */
  takeIn(first: number, end: number): boolean {
    let changed = false;
    const last = this.rows.blockOf(Math.max(first, end - 1));
    for (let index = this.rows.blockOf(first); index <= last; index += 1) {
      const block = this.bytes.block(index * textBlockBytes);
      if (!block || this.rows.isKnown(index)) continue;
      this.rows.learn(index, this.layoutOf(block, index).length);
      changed = true;
    }
    return changed;
  }

  /** The first certain position on the screen; if there is none, the estimated position of the top. */
  anchorAt(topRow: number, end: number): TextAnchor {
    for (let row = Math.floor(topRow); row < end; row += 1) {
      const line = this.lineAt(row);
      if (line) return { offset: line.block.start + line.row.from, rowsBelowTop: row - topRow };
    }
    const index = this.rows.blockOf(topRow);
    const part = (topRow - this.rows.firstRowOf(index)) / Math.max(1, this.rows.rowsOf(index));
    return { offset: Math.floor((index + part) * textBlockBytes), rowsBelowTop: 0 };
  }

  /** The row to put at the top so that an anchor stays where it was on the screen. */
  topRowFor({ offset, rowsBelowTop }: TextAnchor): number {
    const index = Math.floor(offset / textBlockBytes);
    const first = this.rows.firstRowOf(index);
    const block = this.bytes.block(index * textBlockBytes);
    if (!block || !this.rows.isKnown(index)) {
      return first + (offset / textBlockBytes - index) * this.rows.rowsOf(index) - rowsBelowTop;
    }
    const layout = this.layoutOf(block, index);
    const after = layout.findIndex(({ to }) => block.start + to > offset);
    return first + (after < 0 ? layout.length - 1 : after) - rowsBelowTop;
  }

  private layoutOf(block: ByteBlock, index: number): readonly TextRow[] {
    const known = this.layouts.get(block);
    if (known) return known;
    const from = index * textBlockBytes - block.start;
    const layout = layOutText(block.bytes, {
      from,
      to: Math.min(from + textBlockBytes, block.bytes.length),
      startsLine: index === 0 || block.bytes[from - 1] === 0x0a,
      columns: this.columns,
    });
    this.layouts.set(block, layout);
    return layout;
  }
}
