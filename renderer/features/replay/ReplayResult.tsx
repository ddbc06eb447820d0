import { Pause, Play, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { assertNever } from '../../../shared/base/never.ts';
import { formatCount } from '../../../shared/base/quantity.ts';
import type { SessionId } from '../../../shared/model/ids.ts';
import type { ReplayProgress } from '../../../shared/model/replay.ts';
import { comparedCount, isRunning, type ReplayView } from '../../state/sessions/replays.ts';
import { Button } from '../../ui/Button.tsx';
import { Sentence } from '../../ui/Sentence.tsx';

interface ReplayResultProps {
  readonly view: ReplayView;
  readonly progress: ReplayProgress;
  /** The index of the chosen comparison. */
  readonly chosen: number | null;
  readonly onChoose: (index: number, recordedSeq: number) => void;
  readonly onShowSession: (session: SessionId) => void;
}

/** The progress of a replay, and its result. */
export function ReplayResult({
  view,
  progress,
  chosen,
  onChoose,
  onShowSession,
}: ReplayResultProps): ReactNode {
  const done = progress.sent + comparedCount(progress);
  const all = progress.toSend + progress.toReceive;
  return (
    <div className="replay-result">
      <div className="replay-line">
        <output className="replay-words" aria-label="Replay state" data-phase={progress.phase}>
          {wordsFor(progress)}
        </output>
        {isRunning(progress) && (
          <>
            <progress value={all === 0 ? 1 : done / all} aria-label="Replay progress" />
            <RunButtons view={view} progress={progress} />
          </>
        )}
        <span className="replay-space" />
        <NextDifference view={view} progress={progress} chosen={chosen} onChoose={onChoose} />
        <Button data-command="replay.session" onClick={() => onShowSession(progress.session)}>
          Show its session
        </Button>
      </div>
      {progress.reason !== null && (
        <p className="replay-reason">
          <Sentence text={progress.reason} />
        </p>
      )}
      <dl className="replay-counts">
        <Count name="sent" count={progress.sent} of={progress.toSend} />
        <Count name="same" count={progress.matched} of={progress.toReceive} />
        <Count name="different" count={progress.mismatched} isBad />
        <Count name="missing" count={progress.missing} isBad />
        <Count name="extra" count={progress.extra} />
      </dl>
    </div>
  );
}

function wordsFor({ phase, mismatched, missing, toReceive }: ReplayProgress): string {
  switch (phase) {
    case 'running':
      return 'replaying';
    case 'paused':
      return 'paused';
    case 'stopped':
      return 'stopped';
    case 'failed':
      return 'failed';
    case 'done':
      if (mismatched + missing > 0) return 'done, with differences';
      return toReceive === 0 ? 'done' : 'done, all replies were the same';
    default:
      return assertNever(phase);
  }
}

function RunButtons({ view, progress }: Pick<ReplayResultProps, 'view' | 'progress'>): ReactNode {
  return (
    <>
      {progress.phase === 'paused' ? (
        <Button
          data-next-focus
          data-command="replay.continue"
          icon={<Play size={14} />}
          onClick={() => void view.resume()}
        >
          Continue
        </Button>
      ) : (
        <Button
          data-next-focus
          data-command="replay.pause"
          icon={<Pause size={14} />}
          onClick={() => void view.pause()}
        >
          Pause
        </Button>
      )}
      <Button data-command="replay.stop" icon={<Square size={14} />} onClick={() => void view.stop()}>
        Stop
      </Button>
    </>
  );
}

/** Goes from one difference to the next, however far apart they are. */
function NextDifference(props: Omit<ReplayResultProps, 'onShowSession'>): ReactNode {
  const { view, progress, chosen, onChoose } = props;
  if (progress.mismatched + progress.missing === 0) return null;
  const next = async (): Promise<void> => {
    const found = (await view.findDifference((chosen ?? -1) + 1)) ?? (await view.findDifference(0));
    if (found) onChoose(found.index, found.comparison.recordedSeq);
  };
  return (
    <Button data-command="replay.nextDifference" onClick={() => void next()}>
      Next difference
    </Button>
  );
}

function Count(props: { name: string; count: number; of?: number; isBad?: boolean }): ReactNode {
  const { name, count, of, isBad = false } = props;
  return (
    <div data-bad={isBad && count > 0 ? true : undefined}>
      <dt>{name}</dt>
      <dd className="mono">
        {formatCount(count)}
        {of !== undefined && <span className="unit"> of {formatCount(of)}</span>}
      </dd>
    </div>
  );
}
