import type { ReactNode } from 'react';
import { formatCounted } from '../../shared/base/quantity.ts';
import { nounOfRecorded, type RecordedNoun } from '../../shared/model/endpointKinds.ts';
import { hasEnded, type Peer, type SessionInfo } from '../../shared/model/session.ts';
import { SessionPane } from '../features/sessionPane/SessionPane.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Notice } from '../ui/Notice.tsx';
import { askToDeleteRecorded } from '../commands/askToDeleteRecorded.ts';
import { keepMenu } from './keepMenu.ts';
import { RecordAside } from './RecordAside.tsx';
import { RecordsPane } from './RecordsPane.tsx';
import { canReply, replyTo } from '../state/window/replyToSender.ts';
import { hasPeers } from '../state/sessions/sendTargets.ts';
import { SessionConnection } from './SessionConnection.tsx';
import { SessionPeers } from './SessionPeers.tsx';
import { clearView } from '../state/window/clearView.ts';
import { useLargePane } from './useLargePane.ts';
import { usePeerAddress, usePeers } from './usePeers.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface SessionRecordsProps {
  /** Undefined until something was opened: `empty` is shown instead. */
  readonly session: SessionInfo | undefined;
  readonly empty?: ReactNode;
  readonly parts: WorkbenchParts;
  readonly below?: ReactNode;
}

/**
 * The records of a session as they come, and its peers. The content below is kept when another session begins, so that a person who is
 * writing does not lose the focus and the cursor.
 */
export function SessionRecords({ session, empty, parts, below }: SessionRecordsProps): ReactNode {
  return (
    <>
      {session && <RecordingNotice session={session} />}
      <SessionPane
        large={useLargePane(session ? parts.views.recordsOfSession(session.id) : null, parts)}
        {...(session &&
          hasPeers(session.endpoint) && { peers: <SessionPeers session={session} parts={parts} /> })}
        timeline={session ? <SessionTimeline key={session.id} session={session} parts={parts} /> : empty}
        {...(session && { inspector: <SessionAside key={session.id} session={session} parts={parts} /> })}
        {...(below !== undefined && { below })}
      />
    </>
  );
}

function RecordingNotice({ session }: { session: SessionInfo }): ReactNode {
  const { endpoint, recording, unrecordedPayloads } = session;
  if (recording.state === 'held') return <Notice tone="warning" text={recording.message} />;
  if (recording.state === 'stopped') return <Notice tone="danger" text={recording.message} />;
  if (recording.state === 'unrecorded') {
    const missing = describeUnrecorded(unrecordedPayloads, nounOfRecorded(endpoint.kind));
    return <Notice tone="danger" text={`${recording.message}${missing}`} />;
  }
  return null;
}

function describeUnrecorded(payloads: number, noun: RecordedNoun): string {
  return payloads === 0 ? '' : ` Not recorded so far: ${formatCounted(payloads, noun)}.`;
}

const nobody: readonly Peer[] = [];

interface SessionPartProps {
  readonly session: SessionInfo;
  readonly parts: WorkbenchParts;
}

function SessionTimeline({ session, parts }: SessionPartProps): ReactNode {
  const peers = usePeers(hasPeers(session.endpoint) ? parts.views.peers(session.id) : null);
  return (
    <>
      <RecordsPane
        view={parts.views.recordsOfSession(session.id)}
        parts={parts}
        endpoint={session.endpoint}
        startedAt={session.startedAt}
        endedAt={session.endedAt}
        peers={peers?.peers ?? nobody}
        peerAddress={useAddressOfPeer({ session, parts })}
        emptyHint={<EmptyState what="Records appear here." how={waitingFor(session)} />}
        {...(!hasEnded(session.phase) && {
          menu: keepMenu(session, parts.state, {
            clear: () => clearView(parts, parts.views.recordsOfSession(session.id)),
            askHowMuch: () => parts.state.dialogs.setState({ kind: 'keep', session: session.id }, true),
            deleteAll: () => askToDeleteRecorded(session, parts.state),
          }),
        })}
      />
    </>
  );
}

function SessionAside({ session, parts }: SessionPartProps): ReactNode {
  return (
    <RecordAside
      view={parts.views.recordsOfSession(session.id)}
      parts={parts}
      peerAddress={useAddressOfPeer({ session, parts })}
      connection={<SessionConnection session={session} parts={parts} />}
      composeIn={session.connectionId}
      {...(canReply(session) && {
        onReply: (peer: number) => parts.state.toasts.run(() => replyTo(parts, session, peer)),
      })}
    />
  );
}

function useAddressOfPeer({ session, parts }: SessionPartProps): (peer: number) => string {
  return usePeerAddress(session, hasPeers(session.endpoint) ? parts.views.peers(session.id) : null);
}

function waitingFor({ phase }: SessionInfo): string {
  return phase === 'connecting' || phase === 'waiting'
    ? 'The first one comes with the connection.'
    : 'Nothing recorded yet.';
}
