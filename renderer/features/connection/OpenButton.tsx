import { EllipsisVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Endpoint } from '../../../shared/model/connection.ts';
import { doesListen } from '../../../shared/model/endpointPlace.ts';
import { hasEnded, type SessionInfo } from '../../../shared/model/session.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import type { Keys } from '../../ui/keys.ts';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';

interface OpenButtonProps {
  readonly endpoint: Endpoint;
  readonly session: SessionInfo | undefined;
  readonly isOpening: boolean;
  readonly disabled: boolean;
  /** What else opens and closes it. */
  readonly keys: Keys;
  /** Further actions on the connection. */
  readonly menu: readonly MenuItem[];
  readonly onToggle: () => void;
}

/** Its label is the action that a click performs. As wide as its longest label, so that nothing moves. */
export function OpenButton(props: OpenButtonProps): ReactNode {
  const { endpoint, session, isOpening, disabled, keys, menu, onToggle } = props;
  const phase = isOpening ? 'connecting' : session?.phase;
  const isClosing = phase === 'closing';
  const opens = phase === undefined || hasEnded(phase);
  return (
    <>
      <Button
        tone={opens ? 'primary' : 'plain'}
        className="open-button"
        keys={keys}
        data-next-focus
        disabled={disabled}
        waits={isClosing || isOpening}
        onClick={onToggle}
      >
        {wordFor(endpoint, phase)}
      </Button>
      <Menu
        label="More actions for this connection"
        items={menu}
        trigger={
          <IconButton
            label="More actions for this connection"
            icon={<EllipsisVertical size={16} aria-hidden />}
          />
        }
      />
    </>
  );
}

function wordFor(endpoint: Endpoint, phase: SessionInfo['phase'] | undefined): string {
  const listens = doesListen(endpoint);
  switch (phase) {
    case 'connecting':
    case 'waiting':
      return 'Cancel';
    case 'open':
      return listens ? 'Stop listening' : 'Disconnect';
    case 'closing':
      return 'Closing…';
    case 'closed':
    case 'failed':
    case undefined:
      return listens ? 'Listen' : 'Connect';
  }
}
