import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { refusalOf } from '../../shared/contract/sessionVerbs.ts';
import { isServer } from '../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { ConnectionPanel } from '../features/connectionPanel/ConnectionPanel.tsx';
import { useOpenedEndpoint } from '../features/connection/useOpenedEndpoint.ts';
import { subjectOfPeer, subjectOfSession } from '../features/connectionPanel/subject.ts';
import { defaultTarget, hasPeers, onlyTarget } from '../state/sessions/sendTargets.ts';
import { useHeld } from './useHeld.ts';
import { useKnownPeers } from './useKnownPeers.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** The facts about a session's connection; for a server, about the peer that one is on in the list, otherwise about the whole server. */
export function SessionConnection({
  session,
  parts,
}: {
  session: SessionInfo;
  parts: WorkbenchParts;
}): ReactNode {
  const { id, endpoint, phase } = session;
  const { views, state } = parts;
  const target = useStore(views.targets, (targets) => targets[id]) ?? defaultTarget(endpoint);
  const cursor = useStore(views.peerCursors, (cursors) => cursors[id]);
  const chosen = isServer(endpoint.kind) ? (cursor === undefined ? onlyTarget(target) : cursor) : null;
  const peers = useKnownPeers(hasPeers(endpoint) ? id : null, parts, chosen === null ? [] : [chosen]);
  const peer = chosen === null ? undefined : peers?.peers.find((each) => each.id === chosen);
  const view = views.facts(id, peer?.id ?? null);
  useHeld(parts, view);
  const { facts, problem } = useStore(view.store);
  const opened = useOpenedEndpoint(state.client, id);
  const whole = opened ? { ...session, endpoint: opened } : session;
  const canJoin = refusalOf('joinGroup', endpoint.kind) === null && phase === 'open';
  return (
    <ConnectionPanel
      subject={peer ? subjectOfPeer(whole, peer, facts) : subjectOfSession(whole, facts)}
      problem={problem}
      groupControls={
        canJoin
          ? {
              join: () => state.dialogs.setState({ kind: 'joinGroup', session: id }, true),
              leave: (group) => state.toasts.run(() => state.sessions.act('leaveGroup', id, group)),
            }
          : null
      }
      onSaveText={state.files.saveText}
    />
  );
}
