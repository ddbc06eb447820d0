import type { ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import { TextField } from '../../ui/TextField.tsx';
import { AddPeer } from './AddPeer.tsx';
import { PeerList } from './PeerList.tsx';
import type { PeersPanelProps } from './peersPanelProps.ts';
import './peers.css';

/** From 20 peers on, they are searched. */
const leastSearched = 20;

/** The connected peers, and which of them are send targets. */
export function PeersPanel(props: PeersPanelProps): ReactNode {
  const region = useRegionName('Peers');
  const { list, listed, search, onSearch, onAdd, onAllow, empty } = props;
  const { open, total, found } = list;
  return (
    <section className="peers" aria-label={region}>
      <header className="peers-header">
        <h2>Peers</h2>
        {(total >= leastSearched || search !== '') && (
          <TextField
            label="Search peers"
            labelHidden
            type="search"
            className="peers-search"
            data-command="peers.search"
            placeholder="Search"
            maxLength={300}
            value={search}
            onText={onSearch}
          />
        )}
        <output className="peers-count">
          {formatCount(listed === '' ? open : found)}{' '}
          <span className="unit">{listed === '' ? 'open' : 'found'}</span>
        </output>
      </header>
      {onAdd && <AddPeer onAdd={onAdd} onAllow={onAllow} />}
      {total === 0 ? <EmptyState what={empty.what} how={empty.how} /> : <PeerList {...props} />}
    </section>
  );
}
