import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { capitalized, plural, type Quantity } from '../../../shared/base/quantity.ts';
import type { Noun } from '../../../shared/model/endpointKinds.ts';
import type { TrafficMeasure } from '../../state/records/traffic.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import type { TrafficWords } from './trafficWords.ts';

interface TrafficBarProps {
  /** What the payloads are called. */
  readonly noun: Noun;
  readonly measure: TrafficMeasure;
  readonly onMeasure: (measure: TrafficMeasure) => void;
  /** The numbers under the cursor. */
  readonly words: TrafficWords | null;
  readonly problem: string | null;
  readonly onRetry: () => void;
  /** Null while everything is shown. */
  readonly onAll: (() => void) | null;
}

/** The measure of the chart, the numbers under its cursor, and a button that shows everything again. */
export function TrafficBar(props: TrafficBarProps): ReactNode {
  const { noun, measure, onMeasure, words, problem, onRetry, onAll } = props;
  return (
    <div className="traffic-bar">
      <Segmented
        label="What is counted"
        value={measure}
        options={[
          { value: 'payloads', label: capitalized(plural(2, noun)) },
          { value: 'bytes', label: 'Bytes' },
        ]}
        onValue={onMeasure}
      />
      {problem === null ? <Readout words={words} /> : <Problem text={problem} onRetry={onRetry} />}
      <Button
        tone="quiet"
        className="traffic-button"
        disabled={onAll === null}
        title="Show the whole recording again (Esc)"
        onClick={() => onAll?.()}
      >
        All
      </Button>
    </div>
  );
}

/**
 * Has a place of its own: nothing moves when the numbers appear, change or disappear. The chart itself announces them to screen readers.
 */
function Readout({ words }: { readonly words: TrafficWords | null }): ReactNode {
  return (
    <div className="traffic-readout mono" aria-hidden>
      {words && (
        <>
          <span className="traffic-time">{words.time}</span>
          <Rate className="traffic-in" icon={<ArrowDown size={12} />} rate={words.received} />
          <Rate className="traffic-out" icon={<ArrowUp size={12} />} rate={words.sent} />
        </>
      )}
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
    <div className="traffic-readout" role="alert">
      <span className="traffic-problem" title={text}>
        {text}
      </span>
      <Button tone="quiet" className="traffic-button" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
