import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../../../shared/base/quantity.ts';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { Peer, SendTarget } from '../../../shared/model/session.ts';
import type { PeerView } from '../../state/peers.ts';
import { IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { StatusDot } from '../../ui/StatusDot.tsx';
import './peers.css';

export interface PeersPanelProps {
  readonly view: PeerView;
  readonly target: SendTarget;
  readonly onTarget: (target: SendTarget) => void;
  /** Null where a peer is only an address: a datagram's sender cannot be disconnected. */
  readonly onDisconnect: ((peer: PeerId) => void) | null;
  readonly emptyHint: string;
}

/** Who is connected, and whom one sends to. */
export function PeersPanel({ view, target, onTarget, onDisconnect, emptyHint }: PeersPanelProps): ReactNode {
  const { peers, open, total } = useStore(view.store);
  return (
    <section className="peers" aria-label="Peers">
      <header className="peers-header">
        <h2>Peers</h2>
        <span className="unit">
          {formatCount(open)} of {formatCount(total)}
        </span>
      </header>
      {peers.length === 0 ? (
        <EmptyState what="Who connects appears here." how={emptyHint} />
      ) : (
        <ul aria-label="Send to" className="peers-list">
          <li className={joinClasses('peer', target === 'all' && 'peer-chosen')}>
            <button
              type="button"
              className="peer-row peer-all"
              aria-pressed={target === 'all'}
              onClick={() => onTarget('all')}
            >
              All peers
            </button>
          </li>
          {peers.map((peer) => (
            <PeerRow
              key={peer.id}
              peer={peer}
              isChosen={target === peer.id}
              onChoose={() => onTarget(peer.id)}
              onDisconnect={onDisconnect && (() => onDisconnect(peer.id))}
            />
          ))}
          {total > peers.length && (
            <li className="peers-rest">and {formatCount(total - peers.length)} more</li>
          )}
        </ul>
      )}
    </section>
  );
}

function PeerRow(props: {
  peer: Peer;
  isChosen: boolean;
  onChoose: () => void;
  onDisconnect: (() => void) | null;
}): ReactNode {
  const { peer, isChosen, onChoose, onDisconnect } = props;
  const isOpen = peer.state === 'open';
  return (
    <li className={joinClasses('peer', isChosen && 'peer-chosen', !isOpen && 'peer-closed')}>
      <button
        type="button"
        className="peer-row"
        aria-pressed={isChosen}
        disabled={!isOpen}
        title={`Send to ${peer.address}`}
        onClick={onChoose}
      >
        <StatusDot state={isOpen ? 'open' : 'idle'} />
        <span className="peer-address mono">{peer.address}</span>
        <span className="peer-bytes mono">
          <span className="arrow-out">↑</span>
          {shortBytes(peer.bytesOut)}
        </span>
        <span className="peer-bytes mono">
          <span className="arrow-in">↓</span>
          {shortBytes(peer.bytesIn)}
        </span>
      </button>
      {onDisconnect && (
        <IconButton
          label={`Disconnect ${peer.address}`}
          icon={<Unplug size={14} />}
          disabled={!isOpen}
          onClick={onDisconnect}
        />
      )}
    </li>
  );
}

function shortBytes(bytes: number): string {
  const { value, unit } = measureBytes(bytes);
  return `${value} ${unit}`;
}
