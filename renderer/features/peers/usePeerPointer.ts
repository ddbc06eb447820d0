import { useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import type { Peer } from '../../../shared/model/session.ts';
import { isModHeld } from '../../ui/keys.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { usePressedRow } from '../../ui/longList/usePressedRow.ts';
import type { MenuAnchor } from '../../ui/Menu.tsx';
import { placeAt } from '../../ui/useRowDrag.ts';
import { keyOfRow, type PeerListRow } from './peerRows.ts';
import type { PeerActions } from './peersPanelProps.ts';
import type { PeerCursor } from './usePeerCursor.ts';

interface PointerParts {
  readonly rows: readonly PeerListRow[];
  readonly cursor: PeerCursor;
  readonly list: RefObject<LongListHandle | null>;
  readonly actions: PeerActions;
  readonly onFold: (isShown: boolean) => void;
}

interface PeerPointer {
  /** The peer whose menu was opened by its button, and where; null for none. */
  readonly menu: { readonly peer: Peer; readonly anchor: MenuAnchor } | null;
  readonly closeMenu: () => void;
  readonly listeners: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onClick: (event: MouseEvent) => void;
  };
}

/** What a click does in the list: it makes a peer the only send target, with Ctrl or Command one more, or one less. */
export function usePeerPointer({ rows, cursor, list, actions, onFold }: PointerParts): PeerPointer {
  const [menu, setMenu] = useState<PeerPointer['menu']>(null);
  const { onPointerDown, clicked } = usePressedRow((target) => {
    const row = rows[placeAt(target)?.place ?? -1];
    return row ? keyOfRow(row) : null;
  });
  const clickPeer = (peer: Peer, event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest('[data-does]') : null;
    const does = button?.getAttribute('data-does');
    if (button && does === 'menu') setMenu({ peer, anchor: button });
    else if (peer.state === 'closed') return;
    else if (does === 'disconnect') actions.onAct('disconnect', peer.id);
    else if (isModHeld(event)) actions.onToggle(peer.id);
    else actions.onChoose(peer.id);
  };
  return {
    menu,
    closeMenu: () => setMenu(null),
    listeners: {
      onPointerDown,
      onClick(event) {
        const key = clicked(event);
        const place = rows.findIndex((each) => keyOfRow(each) === key);
        const row = rows[place];
        if (row === undefined || row.kind === 'rest') return;
        cursor.moveTo(place);
        list.current?.element?.focus();
        if (row.kind === 'all') actions.onChoose('all');
        else if (row.kind === 'gone') onFold(!row.isShown);
        else clickPeer(row.peer, event);
      },
    },
  };
}
