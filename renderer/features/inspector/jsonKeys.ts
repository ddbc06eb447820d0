import type { JsonFolds } from './jsonFolds.ts';
import type { JsonLines } from '../../../shared/json/jsonLines.ts';

interface JsonPlace {
  readonly lines: JsonLines;
  readonly folds: JsonFolds;
  /** The current line, where the keys start. */
  readonly current: number;
  readonly rowsInView: number;
}

/** The effect of a key in a tree: the next current line, and whether the current one folds or unfolds first. */
interface JsonStep {
  readonly line: number;
  readonly toggles: boolean;
}

/** Arrows as in any tree: right unfolds or goes in, left folds or goes out. Null for other keys. */
export function jsonRowAfterKey(key: string, place: JsonPlace): JsonStep | null {
  const { folds, current, rowsInView } = place;
  const isFolded = folds.folded.has(current);
  switch (key) {
    case 'ArrowUp':
      return byRows(place, -1);
    case 'ArrowDown':
      return byRows(place, 1);
    case 'PageUp':
      return byRows(place, -Math.max(1, rowsInView - 1));
    case 'PageDown':
      return byRows(place, Math.max(1, rowsInView - 1));
    case 'Home':
      return byRows(place, -folds.rowCount);
    case 'End':
      return byRows(place, folds.rowCount);
    case 'ArrowRight':
      return isFolded ? { line: current, toggles: true } : byRows(place, folds.canFold(current) ? 1 : 0);
    case 'ArrowLeft':
      if (folds.canFold(current) && !isFolded) return { line: current, toggles: true };
      return { line: openerOf(place), toggles: false };
    case 'Enter':
    case ' ':
      return { line: current, toggles: folds.canFold(current) };
    default:
      return null;
  }
}

function byRows({ folds, current }: JsonPlace, rows: number): JsonStep {
  const row = Math.min(Math.max(folds.rowOf(current) + rows, 0), folds.rowCount - 1);
  return { line: folds.lineAt(row), toggles: false };
}

/** The line that opens the current line's parent: the nearest less deep line above it. */
function openerOf({ lines, current }: JsonPlace): number {
  const depth = lines.depth[current] ?? 0;
  let line = current;
  while (line > 0 && (lines.depth[line] ?? 0) >= depth) line -= 1;
  return depth === 0 ? current : line;
}
