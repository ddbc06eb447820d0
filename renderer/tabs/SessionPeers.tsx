import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { refusalOf } from '../../shared/contract/sessionVerbs.ts';
import type { PeerId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import type { SendTarget } from '../../shared/model/sending.ts';
import { PeersPanel } from '../features/peers/PeersPanel.tsx';
import { defaultTarget, isTarget, toggledTarget } from '../state/sessions/sendTargets.ts';
import { actionsOfLink } from '../state/sessions/linkActions.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';
import { copyText } from '../ui/copyText.ts';
import { useFoundPeers } from './useFoundPeers.ts';

interface SessionPeersProps {
  readonly session: SessionInfo;
  readonly parts: WorkbenchParts;
}

/** The peers of a session that can have several. */
export function SessionPeers({ session, parts }: SessionPeersProps): ReactNode {
  const { id, endpoint, phase, url } = session;
  const { views } = parts;
  const { sessions, toasts, environments } = parts.state;
  const target = useStore(views.targets, (targets) => targets[id]) ?? defaultTarget(endpoint);
  const shown = useStore(views.peersToShow, (peers) => peers[id]) ?? null;
  const { list, listed, search, setSearch } = useFoundPeers(session, parts);
  // Who is to be shown need not be among those who were found, nor among all that are listed.
  useEffect(() => {
    if (shown !== null) setSearch(shown.search);
  }, [shown, setSearch]);
  const choose = (chosen: SendTarget): void => views.targets.setState({ [id]: chosen });
  const canAdd = refusalOf('addPeer', endpoint.kind) === null;
  const add = async (address: string): Promise<void> => {
    const { active } = environments.store.getState();
    choose((await sessions.act('addPeer', id, { address, environment: active })).peer);
  };
  return (
    <PeersPanel
      {...{ list, listed, search, shown }}
      onSearch={setSearch}
      onCursor={(peer) => views.peerCursors.setState({ [id]: peer })}
      isChosen={(peer) => isTarget(target, peer)}
      isAllChosen={target === 'all'}
      onChoose={choose}
      onToggle={(peer) => choose(toggledTarget(target, peer))}
      actionsOf={({ tls }) => actionsOfLink(endpoint.kind, tls)}
      onAct={(action, peer) => toasts.run(() => sessions.act(action, id, { to: peer }))}
      onCopyAddress={({ address }) => toasts.run(() => copyText(address))}
      onFilter={(peer, how) => filterPeer(parts, session, peer, how)}
      onAdd={canAdd && phase === 'open' ? add : null}
      onAllow={(name) => environments.allow(name)}
      empty={canAdd ? emptyOfSocket(url) : emptyOfServer(url)}
    />
  );
}

/** Lists only the records of a peer, or all but those. */
function filterPeer({ views }: WorkbenchParts, { id }: SessionInfo, peer: PeerId, how: 'only' | 'not'): void {
  const { filter } = views.recordsOfSession(id);
  filter.setMode('filter');
  filter.setText(how === 'only' ? `peer:${peer}` : `not peer:${peer}`);
  filter.apply();
}

function emptyOfServer(url: string | null): { what: string; how: string } {
  const how = url === null ? 'No client has connected yet.' : `Connect a client to ${url}.`;
  return { what: 'Clients appear here.', how };
}

function emptyOfSocket(url: string | null): { what: string; how: string } {
  const how =
    url === null ? 'Add the address of somebody to send to.' : `Send something to ${url}, or add an address.`;
  return { what: 'Peers appear here once something is sent to them or received from them.', how };
}
