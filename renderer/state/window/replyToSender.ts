import { refusalOf } from '../../../shared/contract/sessionVerbs.ts';
import type { PeerId } from '../../../shared/model/ids.ts';
import { hasEnded, type SessionInfo } from '../../../shared/model/session.ts';
import type { WorkbenchParts } from './workbenchParts.ts';
import { isCut, peerOf } from '../sessions/peers.ts';
import { hasPeers } from '../sessions/sendTargets.ts';

/** Whether the sender of a received record can become the send target. */
export function canReply(session: SessionInfo): boolean {
  return hasPeers(session.endpoint) && !hasEnded(session.phase);
}

/** Makes a peer the send target. A UDP peer that was forgotten is added again. */
export async function replyTo(parts: WorkbenchParts, session: SessionInfo, peer: PeerId): Promise<void> {
  const list = parts.views.peers(session.id).store.getState();
  const known =
    list.peers.find(({ id }) => id === peer) ??
    (isCut(list) ? await peerOf(parts.state.client, session.id, peer) : undefined);
  const isGone = refusalOf('addPeer', session.endpoint.kind) === null && known?.state === 'closed';
  const { sessions } = parts.state;
  const target = isGone
    ? (await sessions.act('addPeer', session.id, { address: known.address, environment: null })).peer
    : peer;
  parts.views.targets.setState({ [session.id]: target });
}
