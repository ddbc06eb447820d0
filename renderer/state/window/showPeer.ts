import type { PeerId } from '../../../shared/model/ids.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import { hasPeers } from '../sessions/sendTargets.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

/** Whether a session has a list of peers, in which one can be shown. */
export function canShowPeer(session: SessionInfo | undefined): session is SessionInfo {
  return session !== undefined && hasPeers(session.endpoint);
}

/** Goes to a peer in the list of its session. What is sent still goes where it went. Says so where the list has it no more. */
export function showPeer(
  { views, state }: Pick<WorkbenchParts, 'views' | 'state'>,
  { id }: SessionInfo,
  peer: PeerId,
): void {
  const { peers } = views.peers(id).store.getState();
  if (peers.some((each) => each.id === peer)) views.peersToShow.setState({ [id]: { peer } });
  else state.toasts.say(`Peer ${peer} is not in the list any more. Its records are.`);
}
