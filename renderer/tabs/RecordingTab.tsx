import { useCallback, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { noFacts } from '../../shared/model/facts.ts';
import type { RecordingId, SessionId } from '../../shared/model/ids.ts';
import type { RecordingInfo } from '../../shared/model/recording.ts';
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
import type { WorkbenchParts } from '../state/window/workbenchParts.ts';

/** An opened recording, for reading and replaying. */
export function RecordingTab({ id, parts }: { id: RecordingId; parts: WorkbenchParts }): ReactNode {
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
  return info ? <OpenRecording id={id} info={info} parts={parts} /> : <div className="tab-empty" />;
}

function OpenRecording(props: { id: RecordingId; info: RecordingInfo; parts: WorkbenchParts }): ReactNode {
  const { id, info, parts } = props;
  const { state, actions, views } = parts;
  const summary = useStore(state.recordings.store, (store) =>
    store.recordings.find((recording) => recording.id === id),
  );
  const view = summary?.liveSession
    ? views.recordsOfSession(summary.liveSession)
    : views.recordsOfRecording(id);
  const replay = views.replay(id);
  const hasReplay = useStore(replay.store, ({ progress }) => progress !== null);
  const [isReplayShown, setReplayShown] = useState(hasReplay);
  const [draft, setDraft] = useState<ReplayDraft>(() => initialReplayDraft(info));
  const select = useCallback((seq: number) => view.select(seq), [view]);
  const peerAddress = useCallback(
    (peer: number) => info.peers.find((each) => each.id === peer)?.address ?? `peer ${peer}`,
    [info],
  );
  return (
    <>
      <RecordingHeader
        info={info}
        summary={summary}
        isReplayShown={isReplayShown}
        onReplay={() => setReplayShown(!isReplayShown)}
        onExport={() => actions.exportRecording(id)}
      />
      <SessionPane
        timeline={
          <RecordsPane
            view={view}
            parts={parts}
            endpoint={info.endpoint}
            startedAt={info.startedAt}
            peers={info.peers}
            peerAddress={peerAddress}
            emptyHint={<EmptyState what="Nothing was recorded in this session." />}
          />
        }
        inspector={
          <RecordAside
            id={id}
            view={view}
            parts={parts}
            peerAddress={peerAddress}
            connection={
              <RecordingConnection info={info} liveSession={summary?.liveSession ?? null} parts={parts} />
            }
          />
        }
        {...(isReplayShown && {
          belowId: 'replay',
          belowSize: 244,
          below: (
            <ReplayPanel
              info={info}
              view={replay}
              draft={draft}
              onDraft={setDraft}
              onSelect={select}
              onShowSession={(session) => state.tabs.open({ kind: 'session', id: session })}
              onClose={() => setReplayShown(false)}
            />
          ),
        })}
      />
    </>
  );
}

/** The file's facts about the connection; while its session runs, the session's. */
function RecordingConnection(props: {
  info: RecordingInfo;
  liveSession: SessionId | null;
  parts: WorkbenchParts;
}): ReactNode {
  const { info, liveSession, parts } = props;
  const session = useStore(parts.state.sessions.store, ({ sessions }) =>
    sessions.find(({ id }) => id === liveSession),
  );
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
