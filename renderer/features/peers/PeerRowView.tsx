import { ChevronRight, Unplug, Users } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import { isolated, visibleLine } from '../../../shared/bytes/visibleText.ts';
import type { Peer } from '../../../shared/model/session.ts';
import { joinClasses } from '../../ui/joinClasses.ts';
import { ProtectionChip } from '../../ui/ProtectionChip.tsx';
import { RowMenuButton } from '../../ui/RowMenuButton.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import type { PeerListRow } from './peerRows.ts';

interface PeerRowViewProps {
  readonly id: string;
  readonly row: PeerListRow;
  /** Its number in the list, which its listeners find in it. */
  readonly place: number;
  readonly count: number;
  readonly top: number;
  readonly height: number;
  /** It is among the send targets. */
  readonly isChosen: boolean;
  readonly isFocused: boolean;
  readonly isMenuOpen: boolean;
  readonly canDisconnect: boolean;
}

/** A row of the list of peers; its listeners are the list's. */
export const PeerRowView = memo(function PeerRowView(props: PeerRowViewProps): ReactNode {
  const { id, row, place, count, top, height, isChosen, isFocused } = props;
  const shared = { 'data-place': place, style: { top, height } };
  if (row.kind === 'rest')
    return (
      <div {...shared} role="presentation" className="list-row peer peer-rest">
        {row.of === 'open'
          ? `and ${formatCount(row.count)} more, which the search finds`
          : `and ${formatCount(row.count)} who have gone before`}
      </div>
    );
  return (
    <div
      {...shared}
      id={id}
      role="treeitem"
      aria-level={1}
      aria-posinset={place + 1}
      aria-setsize={count}
      aria-selected={isChosen}
      {...factsOf(row)}
      className={joinClasses(
        'list-row peer',
        row.kind === 'peer' && row.peer.state === 'closed' && 'is-gone',
        isChosen && 'is-chosen',
        isFocused && 'is-focused',
      )}
    >
      <Content {...props} />
    </div>
  );
});

function factsOf(row: Exclude<PeerListRow, { kind: 'rest' }>): Readonly<Record<string, string | boolean>> {
  if (row.kind === 'gone') return { 'aria-expanded': row.isShown };
  if (row.kind === 'all') return { title: 'Send to all peers' };
  const { address, state } = row.peer;
  return {
    title: state === 'open' ? `Send to ${visibleLine(address)}` : `${visibleLine(address)} has gone`,
    ...(state === 'closed' && { 'aria-description': 'has gone' }),
  };
}

function Content({ row, isMenuOpen, canDisconnect }: PeerRowViewProps): ReactNode {
  if (row.kind === 'all')
    return (
      <span className="peer-words">
        <Users size={14} aria-hidden /> All peers
      </span>
    );
  if (row.kind === 'gone')
    return (
      <span className="peer-words">
        <ChevronRight size={14} aria-hidden className="peer-fold" /> {formatCount(row.count)} gone
      </span>
    );
  if (row.kind === 'rest') return null;
  const { peer } = row;
  const name = visibleLine(peer.address);
  return (
    <>
      <PeerFacts peer={peer} />
      {canDisconnect && (
        <button
          type="button"
          className="icon-button peer-disconnect"
          tabIndex={-1}
          aria-label={`Disconnect ${isolated(name)}`}
          title={`Disconnect ${isolated(name)}`}
          disabled={peer.state === 'closed'}
          data-does="disconnect"
        >
          <Unplug size={14} aria-hidden />
        </button>
      )}
      <RowMenuButton name={name} isOpen={isMenuOpen} data-does="menu" />
    </>
  );
}

/** Whether it is open, its address, its TLS, and how much was sent to it and came from it. */
function PeerFacts({ peer }: { readonly peer: Peer }): ReactNode {
  return (
    <span className="peer-facts">
      <StatusDot state={peer.state === 'open' ? 'open' : 'idle'} />
      <PeerAddress address={peer.address} />
      <span className="peer-tls">{peer.tls && <ProtectionChip tls={peer.tls} short />}</span>
      <PeerBytes way="sent" bytes={peer.bytesOut} />
      <PeerBytes way="received" bytes={peer.bytesIn} />
    </span>
  );
}

function PeerBytes({ way, bytes }: { readonly way: 'sent' | 'received'; readonly bytes: number }): ReactNode {
  const { value, unit } = measureBytes(bytes);
  return (
    <span className="peer-bytes mono">
      <span className="spoken">{way}</span>
      <span aria-hidden className={way === 'sent' ? 'arrow-out' : 'arrow-in'}>
        {way === 'sent' ? '↑' : '↓'}
      </span>
      {value} <span className="unit">{unit}</span>
    </span>
  );
}

/** Where there is no room, the end of the host is cut off, and never the port: it tells peers of one host apart. */
function PeerAddress({ address }: Pick<Peer, 'address'>): ReactNode {
  const [, host = address, port = ''] = /^(.*)(:\d+)$/s.exec(address) ?? [];
  return (
    <span className="peer-address mono">
      <span className="peer-host">
        <VisibleText text={host} />
      </span>
      {port}
    </span>
  );
}
