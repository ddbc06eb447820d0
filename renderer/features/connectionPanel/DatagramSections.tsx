import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../../shared/base/quantity.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { MulticastGroup } from '../../../shared/model/udpOptions.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { PanelFact, PanelSection } from './PanelSection.tsx';

export interface GroupControls {
  readonly join: () => void;
  readonly leave: (group: MulticastGroup) => void;
}

interface DatagramSectionsProps {
  readonly groups: SessionInfo['groups'];
  readonly datagrams: SessionInfo['datagrams'];
  /** Null if the socket is not open. */
  readonly controls: GroupControls | null;
}

/** The multicast groups of a UDP socket, and what the system reports about its buffers. */
export function DatagramSections({ groups, datagrams, controls }: DatagramSectionsProps): ReactNode {
  return (
    <>
      {(controls !== null || groups.length > 0) && (
        <PanelSection
          title="Multicast groups"
          aside={
            controls && (
              <Button tone="quiet" className="panel-button" onClick={controls.join}>
                Join…
              </Button>
            )
          }
        >
          {groups.length === 0 ? (
            <p className="panel-nothing">No groups joined</p>
          ) : (
            <ul className="panel-list">
              {groups.map((group) => (
                <Group key={`${group.group} ${group.interface}`} group={group} controls={controls} />
              ))}
            </ul>
          )}
        </PanelSection>
      )}
      {datagrams && <Buffers datagrams={datagrams} />}
    </>
  );
}

function Group({ group, controls }: { group: MulticastGroup; controls: GroupControls | null }): ReactNode {
  return (
    <li className="panel-item">
      <span className="mono">
        <VisibleText text={group.group} />
      </span>
      <span className="panel-quiet">
        {group.interface === '' ? (
          'interface chosen by the system'
        ) : (
          <>
            on <VisibleText text={group.interface} />
          </>
        )}
      </span>
      {controls && (
        <IconButton
          label={`Leave ${group.group}`}
          icon={<X size={14} aria-hidden />}
          onClick={() => controls.leave(group)}
        />
      )}
    </li>
  );
}

function Buffers({ datagrams }: { datagrams: NonNullable<SessionInfo['datagrams']> }): ReactNode {
  const { receiveBufferBytes, sendBufferBytes, droppedByKernel } = datagrams;
  return (
    <PanelSection title="Buffers">
      <dl className="panel-facts">
        {receiveBufferBytes !== null && (
          <PanelFact name="Receive">{formatBytes(receiveBufferBytes)}</PanelFact>
        )}
        {sendBufferBytes !== null && <PanelFact name="Send">{formatBytes(sendBufferBytes)}</PanelFact>}
        <PanelFact name="Dropped">
          {droppedByKernel === null ? (
            <span className="panel-quiet">not reported by this system</span>
          ) : (
            <span className={droppedByKernel > 0 ? 'panel-warning' : undefined}>
              {formatCount(droppedByKernel)} <span className="unit">by the system</span>
            </span>
          )}
        </PanelFact>
      </dl>
    </PanelSection>
  );
}
