import {
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { isModHeld } from '../../ui/keys.ts';
import type { LongListHandle } from '../../ui/longList/LongList.tsx';
import { idOfRow, RowTree } from '../../ui/longList/RowTree.tsx';
import { pointedRows, useRowPointer } from '../../ui/longList/useRowPointer.ts';
import { RowMenus } from '../../ui/RowMenus.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { menuOf } from './peerMenu.ts';
import { isStop, keyOfPeer, keyOfRow, rowsOf, type PeerListRow } from './peerRows.ts';
import { PeerRowView } from './PeerRowView.tsx';
import type { PeersPanelProps } from './peersPanelProps.ts';
import { usePeerCursor } from './usePeerCursor.ts';
import { usePeerKeys } from './usePeerKeys.ts';

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
  const pointed = pointedRows(rows, keyOfRow, isStop);
  const focusOn = (row: PeerListRow): void => cursor.moveTo(rows.indexOf(row));
  const { button, closeButton, listeners } = useRowPointer({
    ...{ ...pointed, list, focusOn },
    activate: (row, does, event) => activate(row, does, event, fold),
  });
  useShownPeer(listed === shown?.search ? shown : null, {
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
          {...{ id: idOfRow(id, place), row, place, count, top, height }}
          isChosen={row.kind === 'all' ? isAllChosen : row.kind === 'peer' && isChosen(row.peer.id)}
          isFocused={place === cursor.place}
          isMenuOpen={button !== null && keyOfRow(row) === keyOfRow(button.row)}
          canDisconnect={row.kind === 'peer' && actionsOf(row.peer).includes('disconnect')}
        />
      )
    );
  };
  return (
    <RowMenus
      label="Peer"
      keyRow={rows[cursor.place]}
      keyElement={() => document.getElementById(idOfRow(id, cursor.place))}
      rowAt={pointed.rowAt}
      itemsOf={(row) => (row.kind === 'peer' ? menuOf(row.peer, props) : [])}
      onOpen={focusOn}
      focusAfter={() => list.current?.element ?? null}
      button={button}
      onButtonClose={closeButton}
    >
      <div ref={box} className="peers-box" data-narrow={isNarrow || undefined}>
        <RowTree
          {...{ id, label: 'Peers', place: cursor.place }}
          aria-multiselectable
          className="peers-list"
          rowCount={rows.length}
          rowHeight={height}
          handle={list}
          renderRow={draw}
          onKeyDown={onKeyDown}
          {...listeners}
        />
      </div>
    </RowMenus>
  );
}

interface Fold {
  readonly actions: PeersPanelProps;
  readonly onFold: (isShown: boolean) => void;
}

/** A click makes a peer the only send target; with Ctrl or Command it is one more, or one less. */
function activate(row: PeerListRow, does: string | null, event: MouseEvent, { actions, onFold }: Fold): void {
  if (row.kind === 'all') actions.onChoose('all');
  else if (row.kind === 'gone') onFold(!row.isShown);
  else if (row.kind !== 'peer' || row.peer.state === 'closed') return;
  else if (does === 'disconnect') actions.onAct('disconnect', row.peer.id);
  else if (isModHeld(event)) actions.onToggle(row.peer.id);
  else actions.onChoose(row.peer.id);
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
