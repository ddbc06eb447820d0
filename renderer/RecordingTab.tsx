import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { messageOf } from '../shared/base/errors.ts';
import type { RecordingId } from '../shared/model/ids.ts';
import type { RecordingInfo } from '../shared/model/recording.ts';
import { Inspector } from './features/inspector/Inspector.tsx';
import { RecordingHeader } from './features/recording/RecordingHeader.tsx';
import { ReplayPanel } from './features/replay/ReplayPanel.tsx';
import { initialReplayDraft, type ReplayDraft } from './features/replay/replayOptions.ts';
import { SessionPane } from './features/sessionPane/SessionPane.tsx';
import { Timeline } from './features/timeline/Timeline.tsx';
import { Button } from './ui/Button.tsx';
import { EmptyState } from './ui/EmptyState.tsx';
import { Notice } from './ui/Notice.tsx';
import type { WorkbenchParts } from './workbenchParts.ts';

/** A recording that was opened, to be read and to be replayed. */
export function RecordingTab({ id, parts }: { id: RecordingId; parts: WorkbenchParts }): ReactNode {
  const { recordings } = parts.state;
  const summary = useStore(recordings.store, (store) =>
    store.recordings.find((recording) => recording.id === id),
  );
  const opening = useOpening(parts, id, (summary?.liveSession ?? null) !== null);
  if (opening.problem !== null) {
    return (
      <>
        <Notice
          tone="danger"
          text={opening.problem}
          action={<Button onClick={opening.again}>Try again</Button>}
        />
        <div className="tab-empty" />
      </>
    );
  }
  if (!opening.info) return <div className="tab-empty" />;
  return <OpenRecording key={id} id={id} info={opening.info} parts={parts} />;
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
          <Timeline
            view={view}
            peerAddress={peerAddress}
            emptyHint={<EmptyState what="Nothing was recorded in this session." />}
          />
        }
        inspector={<Inspector client={state.client} view={view} peerAddress={peerAddress} />}
        {...(isReplayShown && {
          belowId: 'replay',
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

interface Opening {
  readonly info: RecordingInfo | null;
  /** A sentence: why it could not be opened. */
  readonly problem: string | null;
  readonly again: () => void;
}

/** Opens the recording, and once more when its session has ended: then all of it is there. */
function useOpening({ state }: WorkbenchParts, id: RecordingId, isLive: boolean): Opening {
  const [outcome, setOutcome] = useState<Pick<Opening, 'info' | 'problem'>>({ info: null, problem: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const open = async (): Promise<void> => {
      try {
        const info = await state.recordings.open(id);
        if (isWanted) setOutcome({ info, problem: null });
      } catch (error) {
        if (isWanted) setOutcome({ info: null, problem: messageOf(error) });
      }
    };
    void open();
    return () => {
      isWanted = false;
    };
  }, [state, id, isLive, attempt]);
  return { ...outcome, again: () => setAttempt(attempt + 1) };
}
