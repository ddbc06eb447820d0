import type { ConnectionId } from '../../shared/model/ids.ts';
import type { Peer, SessionInfo } from '../../shared/model/session.ts';
import { actionNames, actionsOfLink } from '../state/sessions/linkActions.ts';
import { hasPeers } from '../state/sessions/sendTargets.ts';
import { newestSessionOf } from '../state/sessions/sessions.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import type { Command } from './command.ts';

/** 50 peers: of more, one is found in their list. */
const listedPeers = 50;

/** To whom messages go, and what can be done to one peer of a session that may have several. */
export function peerCommands(parts: WorkbenchParts, connection: ConnectionId): Command[] {
  const session = newestSessionOf(parts.state.sessions.store.getState().sessions, connection);
  if (session?.phase !== 'open' || !hasPeers(session.endpoint)) return [];
  const { peers } = parts.views.peers(session.id).store.getState();
  const open = peers.filter(({ state }) => state === 'open').slice(0, listedPeers);
  if (open.length === 0) return [];
  return [
    {
      id: 'peer.sendToAll',
      title: 'Send to all peers',
      group: 'Peers',
      words: 'target broadcast',
      run: () => parts.views.targets.setState({ [session.id]: 'all' }),
    },
    ...open.flatMap((peer) => commandsOf(parts, session, peer)),
  ];
}

function commandsOf({ state, views }: WorkbenchParts, session: SessionInfo, peer: Peer): Command[] {
  const { sessions, toasts } = state;
  const group = 'Peers';
  const detail = peer.address;
  return [
    {
      id: `peer.sendTo.${peer.id}`,
      title: 'Send to this peer',
      group,
      detail,
      words: 'target',
      run: () => views.targets.setState({ [session.id]: peer.id }),
    },
    ...actionsOfLink(session.endpoint.kind, peer.tls).map((action): Command => ({
      id: `peer.${action}.${peer.id}`,
      title: `This peer: ${actionNames[action]}`,
      group,
      detail,
      acts: true,
      run: () => toasts.run(() => sessions.act(action, session.id, { to: peer.id })),
    })),
  ];
}
