import type { KeyboardEvent, RefObject } from 'react';
import { matchesKeys } from '../../ui/keys.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import type { PeerListRow } from './peerRows.ts';
import type { PeerActions } from './peersPanelProps.ts';
import type { PeerCursor } from './usePeerCursor.ts';

interface KeyParts {
  readonly rows: readonly PeerListRow[];
  readonly cursor: PeerCursor;
  readonly list: RefObject<LongListHandle | null>;
  readonly actions: PeerActions;
  readonly onFold: (isShown: boolean) => void;
}

/** The listener for the keys of the list. */
export function usePeerKeys(parts: KeyParts): (event: KeyboardEvent) => void {
  const { rows, cursor, list } = parts;
  return (event) => {
    const row = rows[cursor.place];
    const isDone = row !== undefined && actOnKey(event, row, parts);
    if (!isDone) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const next = cursor.afterKey(event.key, list.current?.rowsInView ?? 1);
      if (next === null) return;
      cursor.moveTo(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

/** True where the key does something with the row. */
function actOnKey({ nativeEvent }: KeyboardEvent, row: PeerListRow, { actions, onFold }: KeyParts): boolean {
  const presses = (...keys: Parameters<typeof matchesKeys>[1][]): boolean =>
    keys.some((each) => matchesKeys(nativeEvent, each));
  if (row.kind === 'gone') {
    const isOpening = presses('ArrowRight');
    if (!isOpening && !presses('ArrowLeft', 'Enter', ' ')) return false;
    onFold(isOpening || (!row.isShown && !presses('ArrowLeft')));
    return true;
  }
  if (row.kind === 'all') {
    if (!presses('Enter', ' ')) return false;
    actions.onChoose('all');
    return true;
  }
  return row.kind === 'peer' && actOnPeer(presses, row.peer, actions);
}

function actOnPeer(
  presses: (...keys: Parameters<typeof matchesKeys>[1][]) => boolean,
  peer: Extract<PeerListRow, { kind: 'peer' }>['peer'],
  actions: PeerActions,
): boolean {
  if (presses('Mod+C')) actions.onCopyAddress(peer);
  else if (peer.state === 'closed') return presses('Enter', ' ', 'Delete');
  else if (presses('Enter', ' ')) actions.onChoose(peer.id);
  else if (presses('Mod+Enter', 'Mod+ ')) actions.onToggle(peer.id);
  else if (presses('Delete') && actions.actionsOf(peer).includes('disconnect'))
    actions.onAct('disconnect', peer.id);
  else return false;
  return true;
}
