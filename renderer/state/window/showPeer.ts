import type { PeerId } from '../../../shared/model/ids.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { isCut, peerOf } from '../sessions/peers.ts';
import { hasPeers } from '../sessions/sendTargets.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** A peer that a list is to show, and what that is searched for then: nothing where the list has it anyway. */
export interface PeerToShow {
  readonly peer: PeerId;
  readonly search: string;
}

/** Whether a session has a list of peers, in which one can be shown. */
export function canShowPeer(session: SessionInfo | undefined): session is SessionInfo {
  return session !== undefined && hasPeers(session.endpoint);
}

/** Goes to a peer in the list of its session. What is sent still goes where it went. Says so where nothing is known of it any more. */
export async function showPeer(
  { views, state }: Pick<WorkbenchParts, 'views' | 'state'>,
  { id }: SessionInfo,
  peer: PeerId,
): Promise<void> {
  const show = (search: string): void => views.peersToShow.setState({ [id]: { peer, search } });
  const list = views.peers(id).store.getState();
  if (list.peers.some((each) => each.id === peer)) return show('');
  const known = isCut(list) ? await peerOf(state.client, id, peer) : undefined;
  if (known) show(known.address);
  else state.toasts.say(`Peer ${peer} has left the list. Its records are still here.`);
}
