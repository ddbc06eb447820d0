import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../shared/base/quantity.ts';
import { isServer } from '../shared/model/connection.ts';
import type { Peer, SessionInfo } from '../shared/model/session.ts';
import { Inspector } from './features/inspector/Inspector.tsx';
import { PeersPanel } from './features/peers/PeersPanel.tsx';
import { SessionPane } from './features/sessionPane/SessionPane.tsx';
import { EmptyState } from './ui/EmptyState.tsx';
import { Notice } from './ui/Notice.tsx';
import { KeepDialog } from './KeepDialog.tsx';
import { askToClear, keepMenu } from './keepMenu.ts';
import { RecordsPane } from './RecordsPane.tsx';
import { defaultTarget, hasPeers } from './sendTargets.ts';
import { keepNewest } from './state/keeping.ts';
import { isEnded } from './state/sessions.ts';
import { usePeerAddress, usePeers } from './usePeers.ts';
import type { WorkbenchParts } from './workbenchParts.ts';

export interface SessionRecordsProps {
  /** Undefined as long as nothing was opened: `empty` stands in its place. */
  readonly session: SessionInfo | undefined;
  readonly empty?: ReactNode;
  readonly parts: WorkbenchParts;
  readonly below?: ReactNode;
}

/**
 * What was recorded in a session, as it comes, and who is at the other end. What stands below stays as it is when another session
 * begins: the focus and the cursor of who is writing are not to be lost.
 */
export function SessionRecords({ session, empty, parts, below }: SessionRecordsProps): ReactNode {
  return (
    <>
      {session && <RecordingNotice session={session} />}
      <SessionPane
        {...(session && hasPeers(session.endpoint) && { peers: <Peers session={session} parts={parts} /> })}
        timeline={session ? <SessionTimeline key={session.id} session={session} parts={parts} /> : empty}
        {...(session && { inspector: <SessionInspector key={session.id} session={session} parts={parts} /> })}
        {...(below !== undefined && { below })}
      />
    </>
  );
}

function RecordingNotice({ session }: { session: SessionInfo }): ReactNode {
  const { recording, unrecordedFrames } = session;
  if (recording.state === 'held') return <Notice tone="warning" text={recording.message} />;
  if (recording.state === 'stopped') return <Notice tone="danger" text={recording.message} />;
  if (recording.state === 'unrecorded') {
    return <Notice tone="danger" text={`${recording.message}${describeUnrecorded(unrecordedFrames)}`} />;
  }
  return null;
}

function describeUnrecorded(frames: number): string {
  return frames === 0
    ? ''
    : ` Not recorded so far: ${formatCount(frames)} ${frames === 1 ? 'frame' : 'frames'}.`;
}

const nobody: readonly Peer[] = [];

interface SessionPartProps {
  readonly session: SessionInfo;
  readonly parts: WorkbenchParts;
}

function SessionTimeline({ session, parts }: SessionPartProps): ReactNode {
  const [isKeepAsked, setKeepAsked] = useState(false);
  const peers = usePeers(hasPeers(session.endpoint) ? parts.views.peers(session.id) : null);
  return (
    <>
      <RecordsPane
        view={parts.views.recordsOfSession(session.id)}
        parts={parts}
        endpoint={session.endpoint}
        startedAt={session.startedAt}
        peers={peers?.peers ?? nobody}
        peerAddress={useAddressOfPeer({ session, parts })}
        emptyHint={<EmptyState what="Records appear here." how={waitingFor(session)} />}
        {...(!isEnded(session) && {
          menu: keepMenu(
            session,
            parts.state,
            () => setKeepAsked(true),
            () => askToClear(session, parts.state),
          ),
        })}
      />
      {isKeepAsked && (
        <KeepDialog
          onKeep={(limit) => keepNewest(parts.state.client, session, limit)}
          onClose={() => setKeepAsked(false)}
        />
      )}
    </>
  );
}

function SessionInspector({ session, parts }: SessionPartProps): ReactNode {
  return (
    <Inspector
      client={parts.state.client}
      view={parts.views.recordsOfSession(session.id)}
      peerAddress={useAddressOfPeer({ session, parts })}
    />
  );
}

function useAddressOfPeer({ session, parts }: SessionPartProps): (peer: number) => string {
  return usePeerAddress(session, hasPeers(session.endpoint) ? parts.views.peers(session.id) : null);
}

function waitingFor({ phase }: SessionInfo): string {
  return phase === 'connecting' ? 'The first one comes with the connection.' : 'Nothing was recorded yet.';
}

function Peers({ session, parts }: SessionPartProps): ReactNode {
  const { id, endpoint } = session;
  const view = parts.views.peers(id);
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
