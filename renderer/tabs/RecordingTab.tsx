import { useCallback, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { noFacts } from '../../shared/model/facts.ts';
import type { ConnectionId, RecordingId } from '../../shared/model/ids.ts';
import type { RecordingInfo } from '../../shared/model/recording.ts';
import type { Scope } from '../../shared/template/scope.ts';
import type { SessionInfo } from '../../shared/model/session.ts';
import { ConnectionPanel } from '../features/connectionPanel/ConnectionPanel.tsx';
import { subjectOfRecording } from '../features/connectionPanel/subject.ts';
import { RecordingHeader } from '../features/recording/RecordingHeader.tsx';
import { ReplayPanel } from '../features/replay/ReplayPanel.tsx';
import { initialReplayDraft, type ReplayDraft } from '../features/replay/replayOptions.ts';
import { SessionPane } from '../features/sessionPane/SessionPane.tsx';
import { RecordAside } from './RecordAside.tsx';
import { RecordsPane } from './RecordsPane.tsx';
import { SessionConnection } from './SessionConnection.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { RecordView } from '../state/records/recordView.ts';
import { useConnectionScope } from './useConnectionScope.ts';
import { useLargePane } from './useLargePane.ts';
import type { WorkbenchState } from '../state/window/workbench.ts';
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

interface RecordingTabProps {
  readonly id: RecordingId;
  /** The session that is being recorded in it. */
  readonly session: SessionInfo | undefined;
  readonly parts: WorkbenchParts;
}

/** An opened recording, for reading and replaying. */
export function RecordingTab({ id, session, parts }: RecordingTabProps): ReactNode {
  const recording = parts.views.recording(id);
  const { info, problem } = useStore(recording.store);
  if (problem !== null) {
    return (
      <>
        <Notice
          tone="danger"
          text={problem}
          action={<Button onClick={() => recording.openAgain()}>Try again</Button>}
        />
        <div className="tab-empty" />
      </>
    );
  }
  if (!info) return <div className="tab-empty" />;
  return <OpenRecording id={id} session={session} info={info} parts={parts} />;
}

function OpenRecording(props: RecordingTabProps & { readonly info: RecordingInfo }): ReactNode {
  const { id, session, info, parts } = props;
  const { state, actions, views } = parts;
  const summary = useStore(state.recordings.store, (store) =>
    store.recordings.find((recording) => recording.id === id),
  );
  const view = session ? views.recordsBeingWritten(session.id) : views.recordsOfRecording(id);
  const composeIn = useKnownConnection(session?.connectionId ?? summary?.connection ?? null, state);
  const scope = useConnectionScope(state, summary?.connection ?? null);
  const replay = useReplay(id, info, view, scope, parts);
  const peerAddress = useCallback(
    (peer: number) => info.peers.find((each) => each.id === peer)?.address ?? `peer ${peer}`,
    [info],
  );
  return (
    <>
      <RecordingHeader
        info={info}
        summary={summary}
        isReplayShown={replay.panel !== null}
        onReplay={replay.toggle}
        onExport={() => actions.exportRecording(id)}
      />
      <SessionPane
        large={useLargePane(view, parts)}
        timeline={
          <RecordsPane
            view={view}
            parts={parts}
            endpoint={info.endpoint}
            startedAt={info.startedAt}
            endedAt={info.endedAt}
            peers={info.peers}
            peerAddress={peerAddress}
            emptyHint={<EmptyState what="Nothing was recorded in this session." />}
          />
        }
        inspector={
          <RecordAside
            view={view}
            parts={parts}
            peerAddress={peerAddress}
            connection={<RecordingConnection info={info} session={session} parts={parts} />}
            composeIn={composeIn}
          />
        }
        {...(replay.panel && { belowId: 'replay', belowSize: 244, below: replay.panel })}
      />
    </>
  );
}

/** The connection, unless it was deleted meanwhile. */
function useKnownConnection(id: ConnectionId | null, { connections }: WorkbenchState): ConnectionId | null {
  const isKnown = useStore(connections.store, (store) => store.connections.some((each) => each.id === id));
  return isKnown ? id : null;
}

/** The replay of a recording, below its records: shown from the beginning where there is one already. What was typed in it stays while it is hidden. */
function useReplay(
  id: RecordingId,
  info: RecordingInfo,
  records: RecordView,
  scope: Scope,
  { state, views }: WorkbenchParts,
): { readonly panel: ReactNode; readonly toggle: () => void } {
  const view = views.replay(id);
  const { environments, active } = useStore(state.environments.store);
  const hasReplay = useStore(view.store, ({ progress }) => progress !== null);
  const isShown = useStore(views.replaysShown, (shown) => shown[id] ?? hasReplay);
  const setShown = (shown: boolean): void => views.replaysShown.setState({ [id]: shown });
  const [draft, setDraft] = useState<ReplayDraft>(() => initialReplayDraft(info));
  const select = useCallback((seq: number) => records.select(seq), [records]);
  const panel = isShown && (
    <ReplayPanel
      info={info}
      view={view}
      scope={scope}
      environment={environments.find((each) => each.id === active) ?? null}
      draft={draft}
      onDraft={setDraft}
      onSelect={select}
      onShowSession={(shown) => state.tabs.open({ kind: 'session', id: shown })}
      onClose={() => setShown(false)}
    />
  );
  return { panel: panel || null, toggle: () => setShown(!isShown) };
}

/** The file's facts about the connection; while its session runs, the session's. */
function RecordingConnection(props: {
  info: RecordingInfo;
  session: SessionInfo | undefined;
  parts: WorkbenchParts;
}): ReactNode {
  const { info, session, parts } = props;
  if (session) return <SessionConnection session={session} parts={parts} />;
  return (
    <ConnectionPanel
      subject={subjectOfRecording(info, info.facts ?? noFacts)}
      problem={null}
      groupControls={null}
      onSaveText={parts.state.files.saveText}
    />
  );
}
