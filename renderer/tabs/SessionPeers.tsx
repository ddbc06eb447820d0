import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { refusalOf } from '../../shared/contract/sessionVerbs.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { SendTarget } from '../../shared/model/sending.ts';
import { PeersPanel } from '../features/peers/PeersPanel.tsx';
import { defaultTarget, isTarget, toggledTarget } from '../state/sessions/sendTargets.ts';
import { actionsOfLink } from '../state/sessions/linkActions.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** The peers of a session that can have several. */
export function SessionPeers({ session, parts }: { session: SessionInfo; parts: WorkbenchParts }): ReactNode {
  const { id, endpoint, phase, url } = session;
  const { sessions, toasts, environments } = parts.state;
  const target = useStore(parts.views.targets, (targets) => targets[id]) ?? defaultTarget(endpoint);
  const choose = (chosen: SendTarget): void => parts.views.targets.setState({ [id]: chosen });
  const canAdd = refusalOf('addPeer', endpoint.kind) === null;
  const add = async (address: string): Promise<void> => {
    const { active } = environments.store.getState();
    choose((await sessions.act('addPeer', id, { address, environment: active })).peer);
  };
  return (
    <PeersPanel
      view={parts.views.peers(id)}
      isChosen={(peer) => isTarget(target, peer)}
      isAllChosen={target === 'all'}
      onChoose={choose}
      onToggle={(peer) => choose(toggledTarget(target, peer))}
      actionsOf={({ tls }) => actionsOfLink(endpoint.kind, tls)}
      onAct={(action, peer) => toasts.run(() => sessions.act(action, id, { to: peer }))}
      onAdd={canAdd && phase === 'open' ? add : null}
      onAllow={(name) => environments.allow(name)}
      empty={canAdd ? emptyOfSocket(url) : emptyOfServer(url)}
    />
  );
}

function emptyOfServer(url: string | null): { what: string; how: string } {
  const how = url === null ? 'No client has connected yet.' : `Connect a client to ${url}.`;
  return { what: 'Clients appear here as they connect.', how };
}

function emptyOfSocket(url: string | null): { what: string; how: string } {
  const how =
    url === null ? 'Add the address of somebody to send to.' : `Send something to ${url}, or add an address.`;
  return { what: 'Peers appear here once something is sent to them or received from them.', how };
}
