import type { ByteStretch, HexColumn } from './hexLayout.ts';

/** The bytes from where the selection began (`anchor`) to the cursor (`focus`), both included, in either order. */
export interface HexSelection {
  readonly anchor: number;
  readonly focus: number;
  /** The column of the selection; it decides what a plain copy returns. */
  readonly column: HexColumn;
}

export function stretchOf({ anchor, focus }: HexSelection): ByteStretch {
  return { from: Math.min(anchor, focus), to: Math.max(anchor, focus) + 1 };
}

interface HexKey {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean;
}

interface HexExtent {
  readonly size: number;
  readonly bytesPerRow: number;
  readonly rowsInView: number;
}

/** The selection after a key; null when the key is not one of the grid's. With shift the anchor stays. */
export function selectionAfterKey(
  selection: HexSelection | null,
  key: HexKey,
  extent: HexExtent,
): HexSelection | null {
  if (extent.size === 0) return null;
  const last = extent.size - 1;
  const column = selection?.column ?? 'hex';
  if (key.command && key.key.toLowerCase() === 'a') return { anchor: 0, focus: last, column };
  if (key.key === 'Escape') {
    // Nothing of the grid's, where there is nothing to take back.
    if (selection === null || selection.anchor === selection.focus) return null;
    return { ...selection, anchor: selection.focus };
  }
  const target = targetOf(selection?.focus ?? 0, key, extent);
  if (target === null) return null;
  if (selection === null && key.key.startsWith('Arrow')) return { anchor: 0, focus: 0, column };
  const focus = Math.min(Math.max(target, 0), last);
  return { anchor: key.shift ? (selection?.anchor ?? 0) : focus, focus, column };
}

/** Where the cursor goes; up and down do not move it past the first and last row. */
function targetOf(focus: number, { key, command }: HexKey, extent: HexExtent): number | null {
  const { size, bytesPerRow, rowsInView } = extent;
  const rowStart = focus - (focus % bytesPerRow);
  const byRows = (rows: number): number => withinRows(focus, rows * bytesPerRow, extent);
  switch (key) {
    case 'ArrowLeft':
      return focus - 1;
    case 'ArrowRight':
      return focus + 1;
    case 'ArrowUp':
      return byRows(-1);
    case 'ArrowDown':
      return byRows(1);
    case 'PageUp':
      return byRows(-Math.max(1, rowsInView - 1));
    case 'PageDown':
      return byRows(Math.max(1, rowsInView - 1));
    case 'Home':
      return command ? 0 : rowStart;
    case 'End':
      return command ? size - 1 : rowStart + bytesPerRow - 1;
    default:
      return null;
  }
}

/** Keeps the position in the row: going past an edge ends in the first or last row that has this position. */
function withinRows(focus: number, distance: number, { size, bytesPerRow }: HexExtent): number {
  const index = focus % bytesPerRow;
  const lastRowStart = size - 1 - ((size - 1) % bytesPerRow);
  const target = focus + distance;
  if (target < 0) return index;
  if (target < size) return target;
  // The last row may be too short for the position.
  return Math.min(lastRowStart + index, size - 1);
}
