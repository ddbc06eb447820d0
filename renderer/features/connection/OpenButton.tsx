import type { ReactNode } from 'react';
import { isServer, type Endpoint } from '../../../shared/model/connection.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { Button } from '../../ui/Button.tsx';

export interface OpenButtonProps {
  readonly endpoint: Endpoint;
  readonly session: SessionInfo | undefined;
  readonly isOpening: boolean;
  readonly disabled: boolean;
  readonly onToggle: () => void;
}

/** Says what it will do now. As wide as its longest word, so that nothing moves. */
export function OpenButton({ endpoint, session, isOpening, disabled, onToggle }: OpenButtonProps): ReactNode {
  const phase = isOpening ? 'connecting' : session?.phase;
  const isClosing = phase === 'closing';
  const opens = phase === undefined || phase === 'closed' || phase === 'failed';
  return (
    <Button
      tone={opens ? 'primary' : 'plain'}
      className="open-button"
      disabled={disabled || isClosing || isOpening}
      onClick={onToggle}
    >
      {wordFor(endpoint, phase)}
    </Button>
  );
}

function wordFor(endpoint: Endpoint, phase: SessionInfo['phase'] | undefined): string {
  const listens = doesListen(endpoint);
  switch (phase) {
    case 'connecting':
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

/** A server, and a UDP socket that has nobody to send to. */
export function doesListen(endpoint: Endpoint): boolean {
  return isServer(endpoint.kind) || (endpoint.kind === 'udp' && endpoint.address.trim() === '');
}
