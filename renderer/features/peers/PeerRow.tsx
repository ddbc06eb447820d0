import { Ellipsis, Unplug } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';
import { measureBytes } from '../../../shared/bytes/sizes.ts';
import type { Peer } from '../../../shared/model/session.ts';
import { IconButton } from '../../ui/Button.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { anchorAtPoint, type MenuAnchor } from '../../ui/Menu.tsx';
import { ProtectionChip } from '../../ui/ProtectionChip.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface PeerRowProps {
  readonly peer: Peer;
  readonly isChosen: boolean;
  readonly canDisconnect: boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
  readonly onDisconnect: () => void;
  readonly onMenu: (anchor: MenuAnchor) => void;
}

/** A peer. A click makes it the only send target; a click with Ctrl or Command adds or removes it. */
export function PeerRow(props: PeerRowProps): ReactNode {
  const { peer, isChosen, canDisconnect, onChoose, onToggle, onDisconnect, onMenu } = props;
  const isOpen = peer.state === 'open';
  const choose = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey) onToggle();
    else onChoose();
  };
  return (
    <li className={joinClasses('peer', isChosen && 'peer-chosen', !isOpen && 'peer-closed')}>
      <button
        type="button"
        className="peer-row"
        aria-pressed={isChosen}
        disabled={!isOpen}
        title={isOpen ? `Send to ${peer.address}` : `${peer.address} is not open any more`}
        onClick={choose}
        onContextMenu={(event) => {
          event.preventDefault();
          onMenu(anchorAtPoint(event.clientX, event.clientY));
        }}
      >
        <PeerFacts peer={peer} />
      </button>
      {canDisconnect && (
        <IconButton
          label={`Disconnect ${peer.address}`}
          icon={<Unplug size={14} aria-hidden />}
          disabled={!isOpen}
          onClick={onDisconnect}
        />
      )}
      <IconButton
        label={`Actions for ${peer.address}`}
        icon={<Ellipsis size={14} aria-hidden />}
        aria-haspopup="menu"
        onClick={(event) => onMenu(event.currentTarget)}
      />
    </li>
  );
}

/** Whether it is open, its address, its TLS, and how much was sent to it and came from it. */
function PeerFacts({ peer }: Pick<PeerRowProps, 'peer'>): ReactNode {
  return (
    <>
      <StatusDot state={peer.state === 'open' ? 'open' : 'idle'} />
      <PeerAddress address={peer.address} />
      <span className="peer-tls">{peer.tls && <ProtectionChip tls={peer.tls} short />}</span>
      <span className="peer-bytes mono">
        <span className="arrow-out">↑</span>
        {shortBytes(peer.bytesOut)}
      </span>
      <span className="peer-bytes mono">
        <span className="arrow-in">↓</span>
        {shortBytes(peer.bytesIn)}
      </span>
    </>
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

function shortBytes(bytes: number): string {
  const { value, unit } = measureBytes(bytes);
  return `${value} ${unit}`;
}
