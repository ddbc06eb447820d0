import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { isServer } from '../shared/model/connection.ts';
import type { SessionInfo } from '../shared/model/session.ts';
import { Inspector } from './features/inspector/Inspector.tsx';
import { PeersPanel } from './features/peers/PeersPanel.tsx';
import { SessionPane } from './features/sessionPane/SessionPane.tsx';
import { Timeline } from './features/timeline/Timeline.tsx';
import type { PeerView } from './state/peers.ts';
import { EmptyState } from './ui/EmptyState.tsx';
import { Notice } from './ui/Notice.tsx';
import { defaultTarget, hasPeers } from './sendTargets.ts';
import { usePeerAddress } from './usePeers.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

export interface SessionRecordsProps {
  readonly session: SessionInfo;
  readonly parts: WorkbenchParts;
  readonly below?: ReactNode;
}

/** What was recorded in a session, as it comes, and who is at the other end. */
export function SessionRecords({ session, parts, below }: SessionRecordsProps): ReactNode {
  const { id, endpoint } = session;
  const { client } = parts.state;
  const view = parts.views.recordsOfSession(id);
  const severalPeers = hasPeers(endpoint);
  const peerView = severalPeers ? parts.views.peers(id) : null;
  const peerAddress = usePeerAddress(session, peerView);
  const { recording } = session;
  return (
    <>
      {recording.state === 'held' && <Notice tone="warning" text={recording.message} />}
      {recording.state === 'stopped' && <Notice tone="danger" text={recording.message} />}
      <SessionPane
        {...(peerView && { peers: <Peers session={session} parts={parts} view={peerView} /> })}
        timeline={
          <Timeline
            view={view}
            peerAddress={peerAddress}
            emptyHint={<EmptyState what="Records appear here." how={waitingFor(session)} />}
          />
        }
        inspector={<Inspector client={client} view={view} peerAddress={peerAddress} />}
        {...(below !== undefined && { below })}
      />
    </>
  );
}

function waitingFor({ phase }: SessionInfo): string {
  return phase === 'connecting' ? 'The first one comes with the connection.' : 'Nothing was recorded yet.';
}

function Peers(props: { session: SessionInfo; parts: WorkbenchParts; view: PeerView }): ReactNode {
  const { session, parts, view } = props;
  const { id, endpoint } = session;
  const { sessions, toasts } = parts.state;
  const target = useStore(parts.views.targets, (targets) => targets[id]) ?? defaultTarget(endpoint);
  return (
    <PeersPanel
      view={view}
      target={target}
      onTarget={(chosen) => parts.views.targets.setState({ [id]: chosen })}
      onDisconnect={
        isServer(endpoint.kind) ? (peer) => toasts.run(() => sessions.disconnectPeer(id, peer)) : null
      }
      emptyHint={session.url === null ? 'Nobody has connected yet.' : `Connect something to ${session.url}.`}
    />
  );
}
