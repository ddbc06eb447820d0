import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatInterval } from '../../../shared/base/duration.ts';
import { formatCount, formatCounted } from '../../../shared/base/quantity.ts';
import { describeSpread, formatRate, whyNotHeld, type RepeatProgress } from '../../../shared/model/repeat.ts';
import { AllowNames } from '../../ui/AllowNames.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { joinClasses } from '../../ui/joinClasses.ts';
import { useRegionName } from '../../ui/sideOfWindow.ts';
import './repeat.css';

interface RepeatLineProps {
  readonly progress: RepeatProgress;
  readonly onStop: () => void;
  readonly onDismiss: () => void;
  /** Allows a variable of this machine. Nothing is sent by it. */
  readonly onAllow: (name: string) => Promise<void>;
}

/** How the message that is repeated gets on, or what became of it. */
export function RepeatLine({ progress, onStop, onDismiss, onAllow }: RepeatLineProps): ReactNode {
  const region = useRegionName('Repeated message');
  const { phase, reason, allows } = progress;
  const isRunning = phase === 'running';
  const why = whyNotHeld(progress);
  return (
    <section className="repeat-line" aria-label={region}>
      <span className="repeat-count mono">{describeCount(progress)}</span>
      <span className={joinClasses('repeat-why', (phase === 'failed' || why !== null) && 'is-warning')}>
        {[reason, why, isRunning ? null : describeSpread(progress)].filter(Boolean).join(' ')}
      </span>
      {allows !== undefined && (
        <AllowNames
          names={[allows]}
          onAllow={async (name) => {
            await onAllow(name);
            onDismiss();
          }}
        />
      )}
      {isRunning ? (
        <Button className="repeat-stop" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <IconButton label="Dismiss this result" icon={<X size={14} />} onClick={onDismiss} />
      )}
    </section>
  );
}

/** `412 of 1,000, every 10ms, 99.7/s`, and how many times were missed. */
function describeCount({ sent, count, intervalMs, rate, missed }: RepeatProgress): string {
  return [
    count === null ? `${formatCounted(sent, 'time')} sent` : `${formatCount(sent)} of ${formatCount(count)}`,
    `every ${formatInterval(intervalMs)}`,
    rate === null ? null : formatRate(rate),
    missed === 0 ? null : `${formatCount(missed)} missed`,
  ]
    .filter(Boolean)
    .join(', ');
}
