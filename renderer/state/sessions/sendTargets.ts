import { plural } from '../../../shared/base/quantity.ts';
import { doesListen } from '../../../shared/model/endpointPlace.ts';
import { largestDatagramBytes, largestDatagramTo } from '../../../shared/model/datagramSize.ts';
import { parseAddress } from '../../../shared/model/address.ts';
import type { Endpoint } from '../../../shared/model/connection.ts';
import {
  factsOf,
  isConnectionless,
  isDatagram,
  isServer,
  type EndpointKind,
} from '../../../shared/model/endpointKinds.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import type { Peer, PeerList, SessionInfo } from '../../../shared/model/session.ts';
import type { SendKind, SendTarget } from '../../../shared/model/sending.ts';
import { isConnected } from '../../../shared/model/udpCheck.ts';

/** Whether there may be several peers to send to: true for servers, and for UDP sockets that are not connected to their address. */
export function hasPeers(endpoint: Endpoint): boolean {
  if (!('bind' in endpoint)) return isServer(endpoint.kind);
  const { address, bind, socket } = endpoint;
  const parsed = parseAddress(address, 'udp');
  const remote = parsed.ok && parsed.value.scheme !== 'unix' ? parsed.value.host : null;
  return !isConnected(socket, remote, bind.trim() !== '');
}

/** A UDP socket with an address sends there; that is its first peer. Others send to all their peers. */
export function defaultTarget(endpoint: Endpoint): SendTarget {
  return !doesListen(endpoint) && hasPeers(endpoint) ? 1 : 'all';
}

/** The send targets to choose from: all, the peers chosen together, each open peer, and the chosen peer even if it is gone. */
export function targetsOf({ peers }: PeerList, target: SendTarget): { value: SendTarget; label: string }[] {
  const open = peers.filter(({ state }) => state === 'open');
  const several = Array.isArray(target) ? [{ value: target, label: `${target.length} peers` }] : [];
  const isGone = typeof target === 'number' && !open.some(({ id }) => id === target);
  const gone = isGone ? [{ value: target, label: `${addressOf(peers, target)}, gone` }] : [];
  return [
    { value: 'all', label: 'All peers' },
    ...several,
    ...gone,
    ...open.map(({ id, address }) => ({ value: id, label: address })),
  ];
}

function addressOf(peers: readonly Peer[], wanted: PeerId): string {
  return peers.find(({ id }) => id === wanted)?.address ?? `Peer ${wanted}`;
}

export function isTarget(target: SendTarget, peer: PeerId): boolean {
  return Array.isArray(target) ? target.includes(peer) : target === peer;
}

/** The target with one peer added or removed. No peer left means all of them. */
export function toggledTarget(target: SendTarget, peer: PeerId): SendTarget {
  const chosen = peersIn(target);
  const next = chosen.includes(peer) ? chosen.filter((each) => each !== peer) : [...chosen, peer];
  return next.length > 1 ? next : (next[0] ?? 'all');
}

/** The peers that were chosen one by one. */
export function peersIn(target: SendTarget): readonly PeerId[] {
  if (target === 'all') return [];
  return Array.isArray(target) ? target : [target];
}

/** The chosen peer, if it is a single one. */
export function onlyTarget(target: SendTarget): PeerId | null {
  return typeof target === 'number' ? target : null;
}

/**
 * The most bytes that a datagram to the target can hold. Of several peers, the one that can take most decides, because the engine sends to
 * those that can. While no peer is known, the address decides.
 */
export function largestDatagramFor(
  { endpoint, remote }: Pick<SessionInfo, 'endpoint' | 'remote'>,
  peers: PeerList | null,
  target: SendTarget,
): number {
  if (!isDatagram(endpoint.kind)) return largestDatagramBytes[6];
  const addressed = (peers?.peers ?? []).filter(
    ({ id, state }) => state === 'open' && (target === 'all' || isTarget(target, id)),
  );
  if (addressed.length === 0) return largestDatagramTo(remote ?? endpoint.address);
  return Math.max(...addressed.map(({ address }) => largestDatagramTo(address)));
}

export function kindsOf(kind: EndpointKind): readonly SendKind[] {
  return factsOf(kind).sends;
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
    case 'waiting':
      return 'Waiting to reconnect.';
    case 'closing':
      return 'Closing.';
    case 'open':
      break;
    case 'closed':
    case 'failed':
    case undefined:
      return isListening ? 'Listen first, then send.' : 'Connect first, then send.';
  }
  if (peers === null) return null;
  if (peers.open === 0)
    return isConnectionless(session.endpoint.kind)
      ? 'No peer to send to. Add one.'
      : 'No client is connected.';
  return whyNotTo(target, peers);
}

function whyNotTo(target: SendTarget, { peers }: PeerList): string | null {
  if (target === 'all') return null;
  const isOpen = (peer: PeerId): boolean => peers.some(({ id, state }) => id === peer && state === 'open');
  if (!Array.isArray(target)) return isOpen(target) ? null : 'The chosen peer is gone. Choose another one.';
  const gone = target.filter((peer) => !isOpen(peer)).length;
  if (gone === 0) return null;
  return `${plural(gone, 'One', String(gone))} of the chosen peers ${plural(gone, 'is', 'are')} gone. Choose again.`;
}
