import { visibleSentence } from '../../../shared/bytes/visibleText.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { assertNever } from '../../../shared/base/never.ts';
import { formatBytes } from '../../../shared/bytes/sizes.ts';
import { nounOf } from '../../../shared/model/endpointKinds.ts';
import type { SessionInfo } from '../../../shared/model/session.ts';
import type { WorkbenchState } from '../../state/window/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';

interface StatusBarProps {
  readonly state: WorkbenchState;
  /** The session of the visible tab. */
  readonly session: SessionInfo | undefined;
  /** What is told of the selection in the visible tab. */
  readonly selection: ReactNode;
}

export function StatusBar({ state, session, selection }: StatusBarProps): ReactNode {
  const transfer = useStore(state.transfer);
  const status = useStore(state.status);
  const app = useStore(state.app);
  return (
    <footer className="status-bar" aria-label="Status">
      {session && <RecordingState session={session} isReachable={status.state === 'open'} />}
      <span className="status-space" />
      {transfer && (
        <span className="status-transfer">
          <Sentence text={transfer.title} />
          <progress value={transfer.share} aria-label={visibleSentence(transfer.title)} />
          {transfer.cancel && (
            <Button tone="quiet" data-command="transfer.cancel" onClick={transfer.cancel}>
              Cancel
            </Button>
          )}
        </span>
      )}
      {selection}
      <span className="status-engine">
        <StatusDot state={status.state === 'open' ? 'open' : 'connecting'} />
        {status.state === 'open' ? `Engine ${app?.version ?? ''}` : 'Engine unreachable'}
      </span>
    </footer>
  );
}

function RecordingState(props: { session: SessionInfo; isReachable: boolean }): ReactNode {
  const { session, isReachable } = props;
  const { endpoint, recording, messagesIn, messagesOut, bytesIn, bytesOut, unrecordedPayloads } = session;
  const messages = formatCounted(messagesIn + messagesOut, nounOf(endpoint.kind));
  const counts = `${messages} · ${formatBytes(bytesIn + bytesOut)}`;
  switch (recording.state) {
    case 'recording':
      return (
        <span className="status-recording">
          <StatusDot state={isReachable ? 'open' : 'unknown'} />
          <Counts text={`recording ${counts}`} unrecorded={unrecordedPayloads} />
        </span>
      );
    case 'held':
      return <Trouble state="held" word="held" message={recording.message} />;
    case 'unrecorded':
      return <Trouble state="unrecorded" word="not recording" message={recording.message} />;
    case 'stopped':
      return <Trouble state="stopped" word="not recording" message={recording.message} />;
    case 'complete':
      return (
        <span className="status-recording">
          <Counts text={`recorded ${counts}`} unrecorded={unrecordedPayloads} />
        </span>
      );
    default:
      return assertNever(recording);
  }
}

function Counts({ text, unrecorded }: { text: string; unrecorded: number }): ReactNode {
  return (
    <span className="status-words">
      {text}
      {unrecorded > 0 && `, ${formatCount(unrecorded)} not recorded`}
    </span>
  );
}

/** The whole sentence is in the session's tab; there is room only for its beginning here. */
function Trouble(props: { state: string; word: string; message: string }): ReactNode {
  const { state, word, message } = props;
  return (
    <span className="status-recording" data-state={state} title={visibleSentence(message)}>
      <StatusDot state={state === 'held' ? 'connecting' : 'failed'} />
      <span className="status-words">
        {word}: {message}
      </span>
    </span>
  );
}
