import { X } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { ReplayOptions } from '../../../shared/model/replay.ts';
import { isRunning, type ReplayView } from '../../state/sessions/replays.ts';
import { IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ComparisonList } from './ComparisonList.tsx';
import { ReplayForm } from './ReplayForm.tsx';
import { ReplayResult } from './ReplayResult.tsx';
import type { ReplayDraft } from './replayOptions.ts';
import './replay.css';

interface ReplayPanelProps {
  readonly info: RecordingInfo;
  readonly view: ReplayView;
  readonly draft: ReplayDraft;
  readonly onDraft: (draft: ReplayDraft) => void;
  /** Shows a record of the recording. */
  readonly onSelect: (seq: number) => void;
  readonly onShowSession: (session: SessionId) => void;
  readonly onClose: () => void;
}

/** Replays a recording, and shows the differences. */
export function ReplayPanel(props: ReplayPanelProps): ReactNode {
  const { info, view, draft, onDraft, onSelect, onShowSession, onClose } = props;
  const { progress, problem, starting } = useStore(view.store);
  const [chosen, setChosen] = useState<number | null>(null);
  const choose = useCallback(
    (index: number, recordedSeq: number) => {
      setChosen(index);
      onSelect(recordedSeq);
    },
    [onSelect],
  );
  const start = (options: ReplayOptions): void => {
    setChosen(null);
    void view.start(options);
  };
  return (
    <section className="replay" aria-label="Replay">
      <div className="replay-side">
        <header className="replay-header">
          <h2>Replay</h2>
          <IconButton label="Close the replay" icon={<X size={14} />} onClick={onClose} />
        </header>
        <ReplayForm
          info={info}
          draft={draft}
          onDraft={onDraft}
          disabled={starting || (progress !== null && isRunning(progress))}
          onStart={start}
        />
      </div>
      <div className="replay-main">
        {problem !== null && <Notice tone="danger" text={problem} />}
        {progress ? (
          <>
            <ReplayResult
              view={view}
              progress={progress}
              chosen={chosen}
              onChoose={choose}
              onShowSession={onShowSession}
            />
            <ComparisonList view={view} progress={progress} chosen={chosen} onChoose={choose} />
          </>
        ) : (
          <NotStarted info={info} />
        )}
      </div>
    </section>
  );
}

function NotStarted({ info }: Pick<ReplayPanelProps, 'info'>): ReactNode {
  return (
    <EmptyState
      what="Matches and differences appear here."
      how={
        info.payloadsOut === 0
          ? 'Our side sent nothing in this recording: a replay connects and waits for the replies.'
          : 'Start sends what our side sent, and compares each reply with the recorded one.'
      }
    />
  );
}
