import { X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Environment } from '../../../shared/model/environment.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { RecordingInfo } from '../../../shared/model/recording.ts';
import type { ReplayOptions } from '../../../shared/model/replay.ts';
import type { Scope } from '../../../shared/template/scope.ts';
import { isRunning, type ReplayView } from '../../state/sessions/replays.ts';
import { AllowNames } from '../../ui/AllowNames.tsx';
import { afterFrames } from '../../ui/frames.ts';
import { IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import { ComparisonList } from './ComparisonList.tsx';
import { LeftOptions } from './LeftOptions.tsx';
import { ReplayForm } from './ReplayForm.tsx';
import { ReplayResult } from './ReplayResult.tsx';
import type { ReplayDraft } from './replayOptions.ts';
import './replay.css';

interface ReplayPanelProps {
  readonly info: RecordingInfo;
  readonly view: ReplayView;
  /** The variables that apply now. Pass the same object until they change. */
  readonly scope: Scope;
  readonly environment: Pick<Environment, 'name' | 'colour'> | null;
  readonly draft: ReplayDraft;
  readonly onDraft: (draft: ReplayDraft) => void;
  /** Shows a record of the recording. */
  readonly onSelect: (seq: number) => void;
  readonly onShowSession: (session: SessionId) => void;
  readonly onClose: () => void;
}

/** Replays a recording, and shows the differences. */
export function ReplayPanel(props: ReplayPanelProps): ReactNode {
  const region = useRegionName('Replay');
  const { info, view, scope, environment, draft, onDraft, onSelect, onShowSession, onClose } = props;
  const { progress, starting } = useStore(view.store);
  const isLive = starting || (progress !== null && isRunning(progress));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => bringIntoView(panel.current), []);
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
    <section ref={panel} className="replay" aria-label={region}>
      <div className="replay-side">
        <header className="replay-header">
          <h2>Replay</h2>
          <IconButton
            label="Close the replay"
            data-command="replay.close"
            icon={<X size={14} />}
            onClick={onClose}
          />
        </header>
        <ReplayForm
          info={info}
          draft={draft}
          onDraft={onDraft}
          scope={scope}
          environment={environment}
          disabled={isLive}
          onStart={start}
        />
      </div>
      <div className="replay-main">
        <ReplayNotices
          view={view}
          scope={scope}
          isLive={isLive}
          onAllowed={() => panel.current?.querySelector<HTMLElement>('[type=submit]')?.focus()}
        />
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

interface ReplayNoticesProps extends Pick<ReplayPanelProps, 'view' | 'scope'> {
  readonly isLive: boolean;
  /** A variable was allowed, by a button that is gone now. */
  readonly onAllowed: () => void;
}

/** What a replay will not have of the recording, and why it could not be started. */
function ReplayNotices({ view, scope, isLive, onAllowed }: ReplayNoticesProps): ReactNode {
  const { problem, allows, left } = useStore(view.store);
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  useEffect(() => {
    const looking = new AbortController();
    void view.lookAtLeft(looking.signal);
    return () => looking.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- other variables, or what was allowed, make another answer
  }, [view, scope, allowed]);
  const allow = async (name: string): Promise<void> => {
    await view.allow(name);
    setAllowed((before) => [...before, name]);
    onAllowed();
  };
  return (
    <>
      {!isLive && <LeftOptions left={left} onAllow={allow} />}
      {problem !== null && (
        <Notice
          tone="danger"
          text={<VisibleText text={problem} />}
          action={allows !== null && <AllowNames names={[allows]} onAllow={allow} />}
        />
      )}
    </>
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

/** 3 frames: the panes around it have their sizes by then. */
const framesToFit = 3;

/** In a low window, it opens below what is seen of the records. */
function bringIntoView(panel: HTMLElement | null): void {
  afterFrames(framesToFit, () => panel?.scrollIntoView({ block: 'nearest' }));
}
