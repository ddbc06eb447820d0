import { isServer, isWebSocket, type Endpoint, type EndpointKind } from '../shared/model/connection.ts';
import type { PeerList, SendKind, SendTarget, SessionInfo } from '../shared/model/session.ts';

/** Whether several may be sent to: servers, and UDP sockets that receive from anyone. */
export function hasPeers(endpoint: Endpoint): boolean {
  return isServer(endpoint.kind) || (endpoint.kind === 'udp' && endpoint.bind.trim() !== '');
}

/** A UDP socket with an address sends there; that is its first peer. Others send to all they have. */
export function defaultTarget(endpoint: Endpoint): SendTarget {
  return endpoint.kind === 'udp' && endpoint.bind.trim() !== '' && endpoint.address.trim() !== '' ? 1 : 'all';
}

/** Whom one can choose to send to: all, and those that are open. */
export function targetsOf({ peers }: PeerList): { value: SendTarget; label: string }[] {
  const open = peers.filter(({ state }) => state === 'open');
  return [
    { value: 'all', label: 'All peers' },
    ...open.map(({ id, address }) => ({ value: id, label: address })),
  ];
}

export function kindsOf(kind: EndpointKind): readonly SendKind[] {
  return isWebSocket(kind) ? ['text', 'binary', 'ping', 'pong'] : ['data'];
}

/** Why nothing can be sent now, and what to do; null when it can. */
export function whyNotSend(
  session: SessionInfo | undefined,
  peers: PeerList | null,
  target: SendTarget,
  isListening: boolean,
): string | null {
  switch (session?.phase) {
    case 'connecting':
      return 'Not connected yet.';
    case 'closing':
      return 'It is being closed.';
    case 'open':
      break;
    case 'closed':
    case 'failed':
    case undefined:
      return isListening ? 'Listen first, then send.' : 'Connect first, then send.';
  }
  if (peers === null) return null;
  if (peers.open === 0) return 'Nobody is connected to send to.';
  const isThere = target === 'all' || peers.peers.some(({ id, state }) => id === target && state === 'open');
  return isThere ? null : 'The chosen peer is gone. Choose another one.';
}
