import {
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { LongList, type LongListHandle } from '../../ui/longList/LongList.tsx';
import { PopupMenu } from '../../ui/Menu.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { placeAt } from '../../ui/useRowDrag.ts';
import { menuOf } from './peerMenu.ts';
import { isStop, keyOfPeer, keyOfRow, rowsOf, type PeerListRow } from './peerRows.ts';
import { PeerRowView } from './PeerRowView.tsx';
import type { PeersPanelProps } from './peersPanelProps.ts';
import { usePeerCursor } from './usePeerCursor.ts';
import { usePeerKeys } from './usePeerKeys.ts';
import { usePeerPointer } from './usePeerPointer.ts';

/** 330 px: below it, address and bytes of a peer do not stand beside each other. */
const narrowPixels = 330;
/** In a narrow pane the bytes stand below the address. */
const rowPixels = { wide: 28, narrow: 44 } as const;

/** All peers as one target, each of them as one, those who have gone as a fold: one stop for Tab, arrow keys within. */
export function PeerList(props: PeersPanelProps): ReactNode {
  const { list: peers, listed, shown, isChosen, isAllChosen, actionsOf, onCursor } = props;
  const id = useId();
  const list = useRef<LongListHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(box, narrowPixels) ?? false;
  const [isGoneShown, setGoneShown] = useState(false);
  const rows = useMemo(() => rowsOf(peers, { search: listed, isGoneShown }), [peers, listed, isGoneShown]);
  const count = useMemo(() => rows.filter(isStop).length, [rows]);
  const cursor = usePeerCursor(rows, list, (row) => onCursor(row.kind === 'peer' ? row.peer.id : null));
  const fold = { rows, cursor, list, actions: props, onFold: setGoneShown };
  const onKeyDown = usePeerKeys(fold);
  const { menu, closeMenu, listeners } = usePeerPointer(fold);
  useShownPeer(listed === '' ? shown : null, {
    rows,
    isGoneShown,
    showGone: () => setGoneShown(true),
    cursor,
    list,
  });
  const height = isNarrow ? rowPixels.narrow : rowPixels.wide;
  const draw = (place: number, top: number): ReactNode => {
    const row = rows[place];
    return (
      row && (
        <PeerRowView
          {...{ id: `${id}-${place}`, row, place, count, top, height }}
          isChosen={row.kind === 'all' ? isAllChosen : row.kind === 'peer' && isChosen(row.peer.id)}
          isFocused={place === cursor.place}
          isMenuOpen={menu !== null && keyOfRow(row) === keyOfPeer(menu.peer.id)}
          canDisconnect={row.kind === 'peer' && actionsOf(row.peer).includes('disconnect')}
        />
      )
    );
  };
  return (
    <>
      <ContextMenu
        label="Peer"
        itemsAt={({ target, byKey }) => {
          const place = byKey ? cursor.place : (placeAt(target)?.place ?? -1);
          const row = rows[place];
          if (row?.kind !== 'peer') return [];
          cursor.moveTo(place);
          return menuOf(row.peer, props);
        }}
        keyAnchor={() => document.getElementById(`${id}-${cursor.place}`)}
        focusAfter={() => list.current?.element ?? null}
      >
        <div ref={box} className="peers-box" data-narrow={isNarrow || undefined}>
          <LongList
            role="tree"
            aria-label="Peers"
            aria-multiselectable
            current={{ row: cursor.place, id: `${id}-${cursor.place}` }}
            tabIndex={0}
            className="peers-list"
            rowCount={rows.length}
            rowHeight={height}
            handle={list}
            renderRow={draw}
            onKeyDown={onKeyDown}
            {...listeners}
          />
        </div>
      </ContextMenu>
      <PopupMenu
        label="Peer"
        items={menu ? menuOf(menu.peer, props) : []}
        anchor={menu?.anchor ?? null}
        onClose={closeMenu}
      />
    </>
  );
}

interface Showing {
  readonly rows: readonly PeerListRow[];
  readonly isGoneShown: boolean;
  readonly showGone: () => void;
  readonly cursor: ReturnType<typeof usePeerCursor>;
  readonly list: RefObject<LongListHandle | null>;
}

/** Puts the keys on a peer that is to be shown, once each time and not while others are searched for; those who have gone are unfolded for it. */
function useShownPeer(shown: PeersPanelProps['shown'], showing: Showing): void {
  const done = useRef<PeersPanelProps['shown']>(null);
  const show = useEffectEvent(() => {
    if (shown === null || done.current === shown) return;
    const place = showing.rows.findIndex((row) => keyOfRow(row) === keyOfPeer(shown.peer));
    if (place < 0 && !showing.isGoneShown) return showing.showGone();
    done.current = shown;
    showing.cursor.moveTo(place);
    showing.list.current?.element?.focus();
  });
  useEffect(() => show());
}
