import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { LinkVerb } from '../../../shared/contract/sessionVerbs.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { Peer } from '../../../shared/model/session.ts';
import { actionNames } from '../../state/sessions/linkActions.ts';
import type { PeerView } from '../../state/sessions/peers.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { PopupMenu, type MenuAnchor, type MenuItem } from '../../ui/Menu.tsx';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import { AddPeer } from './AddPeer.tsx';
import { PeerRow } from './PeerRow.tsx';
import './peers.css';

interface PeersPanelProps {
  readonly view: PeerView;
  /** Whether a peer is among the send targets. */
  readonly isChosen: (peer: PeerId) => boolean;
  readonly isAllChosen: boolean;
  readonly onChoose: (target: PeerId | 'all') => void;
  /** Adds a peer to the send targets, or removes it. */
  readonly onToggle: (peer: PeerId) => void;
  /** The actions on a peer's link; none where the peer is only an address. */
  readonly actionsOf: (peer: Peer) => readonly LinkVerb[];
  readonly onAct: (action: LinkVerb, peer: PeerId) => void;
  /** Adds a peer to send to, and rejects with a sentence; null where peers can only come by themselves. */
  readonly onAdd: ((address: string) => Promise<void>) | null;
  /** A person allows a variable of this machine, which an address has. Nothing is added by it. */
  readonly onAllow: (name: string) => Promise<void>;
  /** What appears here, and how. */
  readonly empty: { readonly what: string; readonly how: string };
}

/** The connected peers, and which of them are send targets. */
export function PeersPanel(props: PeersPanelProps): ReactNode {
  const region = useRegionName('Peers');
  const { view, onAdd, onAllow, empty } = props;
  const { peers, open, total } = useStore(view.store);
  const [menu, setMenu] = useState<{ readonly peer: Peer; readonly anchor: MenuAnchor } | null>(null);
  return (
    <section className="peers" aria-label={region}>
      <header className="peers-header">
        <h2>Peers</h2>
        <span className="unit">
          {formatCount(open)} of {formatCount(total)}
        </span>
      </header>
      {onAdd && <AddPeer onAdd={onAdd} onAllow={onAllow} />}
      {peers.length === 0 ? (
        <EmptyState what={empty.what} how={empty.how} />
      ) : (
        <PeerList {...props} onMenu={(peer, anchor) => setMenu({ peer, anchor })} />
      )}
      <PopupMenu
        label={menu ? `Actions for ${menu.peer.address}` : 'Actions'}
        items={menu ? menuOf(menu.peer, props) : []}
        anchor={menu?.anchor ?? null}
        onClose={() => setMenu(null)}
      />
    </section>
  );
}

interface PeerListProps extends PeersPanelProps {
  readonly onMenu: (peer: Peer, anchor: MenuAnchor) => void;
}

/** All peers as one target, each of them as one, and how many more there are. */
function PeerList(props: PeerListProps): ReactNode {
  const { view, isChosen, isAllChosen, onChoose, onToggle, actionsOf, onAct, onMenu } = props;
  const { peers, total } = useStore(view.store);
  return (
    <ul aria-label="Send to" className="peers-list">
      <li className={joinClasses('peer', isAllChosen && 'peer-chosen')}>
        <button
          type="button"
          className="peer-row peer-all"
          aria-pressed={isAllChosen}
          onClick={() => onChoose('all')}
        >
          All peers
        </button>
      </li>
      {peers.map((peer) => (
        <PeerRow
          key={peer.id}
          peer={peer}
          isChosen={isChosen(peer.id)}
          canDisconnect={actionsOf(peer).includes('disconnect')}
          onChoose={() => onChoose(peer.id)}
          onToggle={() => onToggle(peer.id)}
          onDisconnect={() => onAct('disconnect', peer.id)}
          onMenu={(anchor) => onMenu(peer, anchor)}
        />
      ))}
      {total > peers.length && <li className="peers-rest">and {formatCount(total - peers.length)} more</li>}
    </ul>
  );
}

function menuOf(peer: Peer, props: PeersPanelProps): MenuItem[] {
  const isOpen = peer.state === 'open';
  const isChosen = props.isChosen(peer.id);
  return [
    { label: 'Send to this peer', disabled: !isOpen, run: () => props.onChoose(peer.id) },
    {
      label: isChosen ? 'Stop sending to this peer' : 'Also send to this peer',
      disabled: !isOpen && !isChosen,
      run: () => props.onToggle(peer.id),
    },
    ...props.actionsOf(peer).map((action, place): MenuItem => ({
      label: actionNames[action],
      separated: place === 0,
      danger: action === 'reset',
      disabled: !isOpen,
      run: () => props.onAct(action, peer.id),
    })),
  ];
}
