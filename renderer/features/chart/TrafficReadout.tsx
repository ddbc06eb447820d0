import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Quantity } from '../../../shared/base/quantity.ts';
import { Button } from '../../ui/Button.tsx';
import type { TrafficWords } from './trafficWords.ts';

interface TrafficReadoutProps {
  /** The numbers under the cursor. */
  readonly words: TrafficWords | null;
  readonly problem: string | null;
  readonly onRetry: () => void;
  /** Null while everything is shown. */
  readonly onAll: (() => void) | null;
}

/** Over the end of the plot: the numbers under its cursor, and a button that shows everything again. It takes no room of its own. */
export function TrafficReadout({ words, problem, onRetry, onAll }: TrafficReadoutProps): ReactNode {
  return (
    <div className="traffic-readout">
      {problem === null ? <Numbers words={words} /> : <Problem text={problem} onRetry={onRetry} />}
      {onAll && (
        <Button className="traffic-button" title="Show the whole recording again (Esc)" onClick={onAll}>
          All
        </Button>
      )}
    </div>
  );
}

/** The chart itself announces them to screen readers. */
function Numbers({ words }: { readonly words: TrafficWords | null }): ReactNode {
  if (!words) return null;
  return (
    <div className="traffic-numbers mono" aria-hidden>
      <span className="traffic-time">{words.time}</span>
      {words.marked !== null && <span className="traffic-marked">{words.marked}</span>}
      <Rate className="traffic-in" icon={<ArrowDown size={12} />} rate={words.received} />
      <Rate className="traffic-out" icon={<ArrowUp size={12} />} rate={words.sent} />
    </div>
  );
}

function Rate(props: {
  readonly className: string;
  readonly icon: ReactNode;
  readonly rate: Quantity;
}): ReactNode {
  const { className, icon, rate } = props;
  return (
    <span className={`traffic-rate ${className}`}>
      {icon}
      <span className="traffic-number">{rate.value}</span>
      <span className="unit">{rate.unit}</span>
    </span>
  );
}

function Problem({ text, onRetry }: { readonly text: string; readonly onRetry: () => void }): ReactNode {
  return (
    <div className="traffic-numbers" role="alert">
      <span className="traffic-problem" title={text}>
        {text}
      </span>
      <Button tone="quiet" className="traffic-button" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
