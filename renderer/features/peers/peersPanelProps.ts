import type { LinkVerb } from '../../../shared/contract/sessionVerbs.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { PeerToShow } from '../../state/window/showPeer.ts';
import type { Peer, PeerList } from '../../../shared/model/session.ts';

/** What a person does with the peers of a list. */
export interface PeerActions {
  /** Whether a peer is among the send targets. */
  readonly isChosen: (peer: PeerId) => boolean;
  readonly isAllChosen: boolean;
  readonly onChoose: (target: PeerId | 'all') => void;
  /** Adds a peer to the send targets, or removes it. */
  readonly onToggle: (peer: PeerId) => void;
  /** The actions on a peer's link; none where the peer is only an address. */
  readonly actionsOf: (peer: Peer) => readonly LinkVerb[];
  readonly onAct: (action: LinkVerb, peer: PeerId) => void;
  readonly onCopyAddress: (peer: Peer) => void;
  /** Lists only the records of a peer, or all but those. */
  readonly onFilter: (peer: PeerId, how: 'only' | 'not') => void;
}

export interface PeersPanelProps extends PeerActions {
  readonly list: PeerList;
  /** What the list was searched for; empty for all peers. */
  readonly listed: string;
  /** What is being searched for. */
  readonly search: string;
  readonly onSearch: (text: string) => void;
  /** A peer that is to be shown, a new object each time; null for none. */
  readonly shown: PeerToShow | null;
  /** The keys are on this peer now; null for none. */
  readonly onCursor: (peer: PeerId | null) => void;
  /** Adds a peer to send to, and rejects with a sentence; null where peers can only come by themselves. */
  readonly onAdd: ((address: string) => Promise<void>) | null;
  /** A person allows a variable of this machine, which an address has. Nothing is added by it. */
  readonly onAllow: (name: string) => Promise<void>;
  /** What appears here, and how. */
  readonly empty: { readonly what: string; readonly how: string };
}
