import type { RecordingRow } from '../../state/workspace/recordingRows.ts';
import { rowOfKey } from '../../ui/longList/rowKeys.ts';

/** What a key does in the list of recordings. */
type RecordingKeyAction =
  | { readonly does: 'focus'; readonly place: number }
  | { readonly does: 'fold'; readonly isOpen: boolean }
  | { readonly does: 'activate' | 'rename' | 'delete' };

/** The action of a key on the row at `index`, as the ARIA Authoring Practices have it for a tree; null for other keys. */
export function recordingActionOfKey(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  rows: readonly RecordingRow[],
  index: number,
  rowsInView: number,
): RecordingKeyAction | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const row = rows[index];
  switch (event.key) {
    case 'Enter':
    case ' ':
      return { does: 'activate' };
    case 'F2':
      return { does: 'rename' };
    case 'Delete':
      return { does: 'delete' };
    case 'ArrowRight':
      if (row?.kind !== 'attempts') return null;
      return row.isOpen ? { does: 'focus', place: index + 1 } : { does: 'fold', isOpen: true };
    case 'ArrowLeft':
      if (row?.kind === 'attempts' && row.isOpen) return { does: 'fold', isOpen: false };
      return row?.level === 2 ? { does: 'focus', place: index - row.position } : null;
    default: {
      const place = rowOfKey(event.key, index, rows.length, rowsInView);
      return place === null ? null : { does: 'focus', place };
    }
  }
}
