import type { MoveDirection } from '../../state/workspace/treeMoves.ts';
import { folderKey, type TreeRow } from '../../state/workspace/treeRows.ts';
import { rowOfKey } from '../../ui/longList/rowKeys.ts';

/** What a key does in the tree. */
type TreeKeyAction =
  | { readonly does: 'focus'; readonly key: string }
  | { readonly does: 'fold'; readonly isOpen: boolean }
  | { readonly does: 'move'; readonly direction: MoveDirection }
  | { readonly does: 'activate' | 'rename' | 'delete' };

const moves: Readonly<Record<string, MoveDirection>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
};

/**
 * The action of a key on the row at `index`, as the ARIA Authoring Practices have it for a tree, and Alt with an arrow for a move; null
 * for other keys.
 */
export function actionOfKey(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  rows: readonly TreeRow[],
  index: number,
  rowsInView: number,
): TreeKeyAction | null {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const direction = moves[event.key];
  if (event.altKey) return direction === undefined ? null : { does: 'move', direction };
  const row = rows[index];
  switch (event.key) {
    case 'Enter':
      return { does: 'activate' };
    case 'F2':
      return { does: 'rename' };
    case 'Delete':
      return { does: 'delete' };
    case 'ArrowRight':
      if (row?.kind !== 'folder') return null;
      return row.isOpen ? focusOn(childOf(rows, index)) : { does: 'fold', isOpen: true };
    case 'ArrowLeft':
      if (row?.kind === 'folder' && row.isOpen) return { does: 'fold', isOpen: false };
      return row === undefined || row.parent === '' ? null : { does: 'focus', key: folderKey(row.parent) };
    default:
      return focusOn(rows[rowOfKey(event.key, index, rows.length, rowsInView) ?? -1]);
  }
}

function childOf(rows: readonly TreeRow[], index: number): TreeRow | undefined {
  const [row, next] = [rows[index], rows[index + 1]];
  return row && next && next.level > row.level ? next : undefined;
}

function focusOn(row: TreeRow | undefined): TreeKeyAction | null {
  return row ? { does: 'focus', key: row.key } : null;
}
